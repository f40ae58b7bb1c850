#include "core/diagnose/launchcost.h"
#include "core/diagnose/machine.h"
#include "core/diagnose/peakkernels.h"
#include "core/diagnose/roofs.h"
#include "core/diagnose/team.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <numeric>
#include <sys/mman.h>

namespace espalier {
namespace {

/// Short runs and the best of many: a neighbour who takes a core spoils most of them, seldom all. A rate counts once so
/// many runs in a row have not raised it by a hundredth.
constexpr double kRunSeconds = 0.002;
constexpr int kRunsInVain = 20;
constexpr int kMostRuns = 150;
constexpr int kLatencyRuns = 400;

/// A buffer of its own for every thread, touched first by that thread so that it lies in its memory.
class Buffers
{
public:
    Buffers(Team& team, std::size_t bytesEach)
        : m_bytes(std::max(bytesEach / kBlockBytes, std::size_t{1}) * kBlockBytes), m_own(team.size())
    {
        team.run([this](std::size_t thread) {
            m_own[thread].reset(std::aligned_alloc(kAlignment, (m_bytes + kAlignment - 1) / kAlignment * kAlignment));
            if (m_own[thread]) {
                madvise(m_own[thread].get(), m_bytes, MADV_HUGEPAGE); // fewer page walks in the measured loop
                std::memset(m_own[thread].get(), 0, m_bytes);
            }
        });
    }

    bool isComplete() const
    {
        return std::all_of(m_own.begin(), m_own.end(), [](const auto& buffer) { return buffer != nullptr; });
    }
    void* of(std::size_t thread) const { return m_own[thread].get(); }
    std::size_t bytes() const { return m_bytes; }

private:
    static constexpr std::size_t kAlignment = 4096;

    struct Free
    {
        void operator()(void* memory) const { std::free(memory); }
    };
    std::size_t m_bytes;
    std::vector<std::unique_ptr<void, Free>> m_own;
};

/// The best rate of a kernel over all threads, in units of 1e9 a second. `kernel(thread, repeats)` does its work
/// `repeats` times and returns how much that was on one thread.
template <class Kernel>
double bestRate(Team& team, const Kernel& kernel)
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
    while (seconds < kRunSeconds / 2 && repeats < (std::size_t{1} << 40)) {
        const double factor = std::clamp(kRunSeconds / std::max(seconds, 1e-7), 2.0, 100.0);
        repeats = static_cast<std::size_t>(static_cast<double>(repeats) * factor);
        seconds = undisturbed(repeats);
    }
    double best = 0;
    int inVain = 0;
    for (int i = 0; i < kMostRuns && inVain < kRunsInVain; ++i) {
        seconds = measure(repeats);
        const double total = std::accumulate(done.begin(), done.end(), 0.0);
        const double rate = total / std::max(seconds, 1e-9) * 1e-9;
        inVain = rate > best * 1.01 ? 0 : inVain + 1;
        best = std::max(best, rate);
    }
    return best;
}

/// The highest of reading and of copying, both ways of storing: what any kernel may reach at most.
double bandwidth(Team& team, VectorExtension vectors, const Buffers& buffers, bool isMemory)
{
    const double read = bestRate(team, [&](std::size_t thread, std::size_t repeats) {
        return spinRead(vectors, buffers.of(thread), buffers.bytes(), repeats);
    });
    const double copy = bestRate(team, [&](std::size_t thread, std::size_t repeats) {
        return spinCopy(vectors, buffers.of(thread), buffers.bytes(), repeats, isMemory);
    });
    return std::max(read, copy);
}

/// Bytes a thread works on so that they lie in this cache and not in the one inside it.
std::size_t workingSet(const Machine& machine, std::size_t level)
{
    const auto share = [&](const Cache& cache) {
        return cache.bytes * cache.instances / std::max(machine.cpus.size(), std::size_t{1});
    };
    const std::size_t inner = level > 0 ? share(machine.caches[level - 1]) : 0;
    return std::max(share(machine.caches[level]) / 2, inner * 3 / 2);
}

/// Three times the last cache, so that little of it is found there again; at most a quarter of the memory and 1 GiB in
/// all.
std::size_t memorySet(const Machine& machine)
{
    const std::size_t last =
        machine.caches.empty() ? std::size_t{32} << 20 : machine.caches.back().bytes * machine.caches.back().instances;
    std::size_t total = std::clamp(3 * last, std::size_t{96} << 20, std::size_t{1} << 30);
    total = machine.memory > 0 ? std::min(total, machine.memory / 4) : total;
    return total / std::max(machine.cpus.size(), std::size_t{1});
}

Result<std::vector<MemoryLevel>> measureLevels(Team& team, const Machine& machine)
{
    std::vector<MemoryLevel> levels;
    for (std::size_t i = 0; i <= machine.caches.size(); ++i) {
        const bool isMemory = i == machine.caches.size();
        const Buffers buffers(team, isMemory ? memorySet(machine) : workingSet(machine, i));
        if (!buffers.isComplete()) {
            return Error{ErrorKind::Machine, "the machine's roofs cannot be measured",
                         "there is not enough free memory", "close other programs and try again"};
        }
        const double rate = bandwidth(team, machine.vectors, buffers, isMemory);
        if (isMemory) {
            levels.push_back({"DRAM", 0, rate});
        } else {
            const Cache& cache = machine.caches[i];
            levels.push_back({cache.name, static_cast<double>(cache.bytes * cache.instances), rate});
        }
    }
    // A cache is at least as fast as what it caches; where noise says otherwise, noise is wrong.
    for (std::size_t i = levels.size() - 1; i-- > 0;) {
        levels[i].gbytes = std::max(levels[i].gbytes, levels[i + 1].gbytes);
    }
    return levels;
}

double emptyRegionUs(Team& team)
{
    std::vector<double> seconds(kLatencyRuns);
    const std::function<void(std::size_t)> nothing = [](std::size_t) {};
    for (double& one : seconds) {
        one = team.run(nothing);
    }
    std::nth_element(seconds.begin(), seconds.begin() + kLatencyRuns / 2, seconds.end());
    return seconds[kLatencyRuns / 2] * 1e6;
}

/// Everything but what needs the team gone: its threads spin and would stand in the way of others.
Result<Roofs> measureWithTeam(const Machine& machine)
{
    Team team(machine.cpus);
    Roofs roofs;
    roofs.fingerprint = machine.fingerprint();
    roofs.processor = machine.processor;
    roofs.cores = static_cast<int>(team.size());
    roofs.vectors = toText(machine.vectors);
    roofs.fp32Gflops =
        bestRate(team, [&](std::size_t, std::size_t repeats) { return spinFp32(machine.vectors, repeats * 100); });
    roofs.fp64Gflops =
        bestRate(team, [&](std::size_t, std::size_t repeats) { return spinFp64(machine.vectors, repeats * 100); });
    const auto scalar = [&](bool fp64) {
        return bestRate(
            team, [&](std::size_t, std::size_t repeats) { return spinScalar(machine.vectors, repeats * 100, fp64); });
    };
    roofs.fp32ScalarGflops = scalar(false);
    roofs.fp64ScalarGflops = scalar(true);
    Result<std::vector<MemoryLevel>> levels = measureLevels(team, machine);
    if (!levels) {
        return levels.error();
    }
    roofs.levels = *std::move(levels);
    roofs.latencyUs = emptyRegionUs(team);
    roofs.callNs = plainCallNs();
    return roofs;
}

} // namespace

Result<Roofs> measureRoofs()
{
    Result<Roofs> roofs = measureWithTeam(readMachine());
    if (roofs) {
        roofs->teamStartUs = teamStartUs(roofs->cores);
    }
    return roofs;
}

} // namespace espalier
