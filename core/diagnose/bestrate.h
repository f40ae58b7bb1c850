#pragma once

#include "core/diagnose/bandwidth.h"

#include <algorithm>
#include <numeric>

namespace espalier {

/// The best rate of a kernel over all threads, in units of 1e9 a second. `kernel(thread, repeats)` does its work
/// `repeats` times and returns how much that was on one thread. Short runs and the best of many: a neighbour who takes
/// a core spoils most of them, seldom all.
template <class Kernel>
double bestRate(Team& team, const Effort& effort, const Kernel& kernel)
{
    std::vector<double> done(team.size());
    const auto measure = [&](std::size_t repeats) {
        return team.run([&](std::size_t thread) { done[thread] = kernel(thread, repeats); });
    };
    // The fastest of three says how long so many repeats take: one that a neighbour held up for a millisecond would
    // pass for long enough, and every run after it would measure its own start (0.35 GFLOP/s instead of 130 once).
    const auto undisturbed = [&](std::size_t repeats) {
        return std::min({measure(repeats), measure(repeats), measure(repeats)});
    };
    std::size_t repeats = 1;
    double seconds = undisturbed(repeats);
    while (seconds < effort.runSeconds / 2 && repeats < (std::size_t{1} << 40)) {
        const double factor = std::clamp(effort.runSeconds / std::max(seconds, 1e-7), 2.0, 100.0);
        repeats = static_cast<std::size_t>(static_cast<double>(repeats) * factor);
        seconds = undisturbed(repeats);
    }
    double best = 0;
    int inVain = 0;
    for (int i = 0; i < effort.most && inVain < effort.inVain; ++i) {
        seconds = measure(repeats);
        const double total = std::accumulate(done.begin(), done.end(), 0.0);
        const double rate = total / std::max(seconds, 1e-9) * 1e-9;
        inVain = rate > best * 1.01 ? 0 : inVain + 1;
        best = std::max(best, rate);
    }
    return best;
}

} // namespace espalier
