#include "core/evaluate/judge/pairtimer.h"

#include <algorithm>
#include <chrono>

namespace espalier {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr double kMostDropped = 0.2;

} // namespace

PairPlan PairPlan::careful(double seconds)
{
    return {30, 300, 8 * seconds, 3, 0.01, 0.02, false};
}

/// The pairs that count so far.
TimedPairs PairTimer::counted() const
{
    TimedPairs result;
    const auto disturbed = std::count_if(m_pairs.begin(), m_pairs.end(), [](const Pair& p) { return p.disturbed; });
    result.noisy = static_cast<double>(disturbed) > kMostDropped * static_cast<double>(m_pairs.size());
    result.dropped = result.noisy ? 0 : static_cast<int>(disturbed);
    for (const Pair& pair : m_pairs) {
        if (result.noisy || !pair.disturbed) {
            result.times.baselineMs.push_back(pair.baselineMs);
            result.times.candidateMs.push_back(pair.candidateMs);
        }
    }
    return result;
}

/// More pairs would not change what is said of the case.
bool PairTimer::enough(double elapsed, std::uint64_t seed) const
{
    const TimedPairs now = counted();
    const int pairs = static_cast<int>(now.times.candidateMs.size());
    const bool late = elapsed > m_plan.seconds;
    if (static_cast<int>(m_pairs.size()) >= m_plan.most ||
        (pairs >= m_plan.fewest && elapsed > m_plan.patience * m_plan.seconds)) {
        return true;
    }
    // The statistics cost half a millisecond: look at every fourth pair, or at each once time is short.
    if (pairs < 3 || (!late && (pairs < m_plan.fewest || pairs % 4 != 0))) {
        return false;
    }
    const Interval ratio = pairedSpeedup(now.times.baselineMs, now.times.candidateMs, seed);
    const double width = (ratio.high - ratio.low) / ratio.value;
    const Decision decision = decide(ratio);
    if (pairs < m_plan.fewest) {
        return m_plan.slowEndsEarly && decision == Decision::Slower; // a fast one proves itself
    }
    return width < m_plan.narrow || (decision != Decision::Ambiguous && (width < m_plan.settled || late));
}

std::optional<double> PairTimer::call(Contender& contender, const InputPool& pool, const CheckedInputs& set)
{
    const auto seconds = contender.call(pool, set);
    m_disturbed = m_disturbed || contender.wasDisturbed();
    return seconds;
}

/// One call of the baseline, which is started again when it died: somebody may have killed it.
std::optional<double> PairTimer::callBaseline(const InputPool& pool, const CheckedInputs& set)
{
    for (int attempt = 0; attempt < 3; ++attempt) {
        if (const auto seconds = call(m_baseline, pool, set)) {
            return seconds;
        }
        if (!m_baseline.restart()) {
            break;
        }
    }
    return std::nullopt;
}

std::optional<TimedPairs> PairTimer::time(InputPool& pool, const std::function<bool()>& cancelled)
{
    Rng rng(systemRandom());
    m_pairs.clear();
    const auto start = SteadyClock::now();
    for (;;) {
        const std::size_t index = m_candidate.freshSet(pool);
        const bool warm = m_candidate.noteSeen(pool, index);
        const CheckedInputs& set = pool.set(index);
        m_bench.show(pool, set, Placement::Front);
        m_disturbed = m_clock.isSlow();
        const bool baselineFirst = rng.below(2) == 0;
        std::optional<double> ofBaseline = baselineFirst ? callBaseline(pool, set) : std::nullopt;
        const auto ofCandidate = call(m_candidate, pool, set);
        if (!baselineFirst) {
            ofBaseline = callBaseline(pool, set);
        }
        if (!ofCandidate || !ofBaseline || cancelled()) {
            return std::nullopt;
        }
        if (!warm) {
            continue;
        }
        m_pairs.push_back({*ofBaseline * 1e3, *ofCandidate * 1e3, m_disturbed});
        const double elapsed = std::chrono::duration<double>(SteadyClock::now() - start).count();
        if (enough(elapsed, rng.next())) {
            return counted();
        }
    }
}

} // namespace espalier
