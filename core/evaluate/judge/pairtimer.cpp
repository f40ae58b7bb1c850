#include "core/evaluate/judge/pairtimer.h"

#include <chrono>

namespace espalier {
namespace {

using SteadyClock = std::chrono::steady_clock;

/// More pairs would not change what is said of the case.
bool enough(const PairedTimes& times, const PairPlan& plan, double elapsed, std::uint64_t seed)
{
    const int pairs = static_cast<int>(times.candidateMs.size());
    const bool late = elapsed > plan.seconds;
    if (pairs >= plan.most || (pairs >= plan.fewest && elapsed > plan.patience * plan.seconds)) {
        return true;
    }
    // The statistics cost half a millisecond: look at every fourth pair, or at each once time is short.
    if (pairs < 3 || (!late && (pairs < plan.fewest || pairs % 4 != 0))) {
        return false;
    }
    const Interval ratio = pairedSpeedup(times.baselineMs, times.candidateMs, seed);
    const double width = (ratio.high - ratio.low) / ratio.value;
    const Decision decision = decide(ratio);
    if (pairs < plan.fewest) {
        return decision == Decision::Slower; // a slow kernel need not be slow eight times; a fast one proves itself
    }
    return width < plan.narrow || (decision != Decision::Ambiguous && (width < plan.settled || late));
}

/// One call of the baseline, which is started again when it died: somebody may have killed it.
std::optional<double> callBaseline(Contender& baseline, const InputPool& pool, const CheckedInputs& set)
{
    for (int attempt = 0; attempt < 3; ++attempt) {
        if (const auto seconds = baseline.call(pool, set)) {
            return seconds;
        }
        if (!baseline.restart()) {
            break;
        }
    }
    return std::nullopt;
}

} // namespace

std::optional<PairedTimes> timePairs(Contender& candidate, Contender& baseline, InputPool& pool, const WorkBench& bench,
                                     const PairPlan& plan, const std::function<bool()>& cancelled)
{
    Rng rng(systemRandom());
    PairedTimes times;
    const auto start = SteadyClock::now();
    for (;;) {
        const std::size_t index = candidate.freshSet(pool);
        const bool warm = candidate.noteSeen(pool, index);
        const CheckedInputs& set = pool.set(index);
        bench.show(pool, set);
        const bool baselineFirst = rng.below(2) == 0;
        std::optional<double> ofBaseline = baselineFirst ? callBaseline(baseline, pool, set) : std::nullopt;
        const auto ofCandidate = candidate.call(pool, set);
        if (!baselineFirst) {
            ofBaseline = callBaseline(baseline, pool, set);
        }
        if (!ofCandidate || !ofBaseline || cancelled()) {
            return std::nullopt;
        }
        if (!warm) {
            continue;
        }
        times.baselineMs.push_back(*ofBaseline * 1e3);
        times.candidateMs.push_back(*ofCandidate * 1e3);
        const double elapsed = std::chrono::duration<double>(SteadyClock::now() - start).count();
        if (enough(times, plan, elapsed, rng.next())) {
            return times;
        }
    }
}

} // namespace espalier
