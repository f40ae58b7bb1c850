#include "core/evaluate/judge/pairtimer.h"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace espalier {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr double kMostDropped = 0.2;
constexpr int kMostDeaths = 3; ///< of the baseline, in one case
/// By so much a look must clear the margin. The interval that is shown is drawn anew, and what stops at the very edge
/// falls on either side of it: six of the eleven kernels, 3 % slower, that were not called slower in 47 judgings had
/// stopped with an upper end between 0.990 and 0.991.
constexpr double kEdge = 0.003;

} // namespace

PairPlan PairPlan::careful(double seconds, bool device)
{
    constexpr int kEach = 6;
    constexpr double kTooWide = 0.03; // a true 3 % is what careful judging is for
    const int fewest = static_cast<int>(kManyProcesses) * kEach / (device ? 2 : 1);
    return {fewest, 300, 8 * seconds, 8, 0.01, 0.02, false, kEach, kTooWide};
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
            result.times.process.push_back(pair.process);
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
    if (pairs < 3 || (!late && (pairs < m_plan.fewest || (pairs - m_plan.fewest) % 4 != 0))) {
        return false;
    }
    const Interval ratio = pairedSpeedup(now.times, seed);
    const double width = (ratio.high - ratio.low) / ratio.value;
    const Decision decision = decide(ratio, kSpeedupMargin + kEdge);
    if (pairs < m_plan.fewest) {
        return m_plan.slowEndsEarly && decision == Decision::Slower; // a fast one proves itself
    }
    // With all pairs the interval is narrower by the root of their number.
    if (m_plan.tooWide > 0 && staysOpen(ratio, std::sqrt(static_cast<double>(pairs) / m_plan.most), m_plan.tooWide)) {
        return true;
    }
    return width < m_plan.narrow || (decision != Decision::Ambiguous && (width < m_plan.settled || late));
}

/// Both calls follow each other with nothing but a freeze between them, on inputs and outputs that were written just
/// before, so that the second finds the caches as the first did: with the first's check in between, a kernel of 0.47 ms
/// took 0.51 ms where it was the second.
std::optional<PairTimer::Pair> PairTimer::pair(const InputPool& pool, const CheckedInputs& set, bool baselineFirst)
{
    m_bench.show(pool, set, Placement::Front);
    // In the order of the runs: what is written last is warmest, and that must not always be the baseline's.
    (baselineFirst ? m_baseline : m_candidate).prepare();
    (baselineFirst ? m_candidate : m_baseline).prepare();
    const bool slowClock = !m_bench.device && m_clock.isSlow();
    std::optional<double> ofBaseline = baselineFirst ? m_baseline.run(pool) : std::nullopt;
    const auto ofCandidate = !baselineFirst || ofBaseline ? m_candidate.run(pool) : std::nullopt;
    if (!baselineFirst && ofCandidate) {
        ofBaseline = m_baseline.run(pool);
    }
    // The candidate first: what it did to its inputs is not the baseline's fault.
    if (!ofCandidate || !m_candidate.check(pool, set) || !ofBaseline || !m_baseline.check(pool, set)) {
        return std::nullopt;
    }
    return Pair{*ofBaseline * 1e3, *ofCandidate * 1e3,
                slowClock || m_candidate.wasDisturbed() || m_baseline.wasDisturbed(), m_process};
}

std::ptrdiff_t PairTimer::ofThisProcess() const
{
    return std::count_if(m_pairs.begin(), m_pairs.end(), [this](const Pair& p) { return p.process == m_process; });
}

/// New processes for both at once: what a process owes to the places its memory happens to have lasts as long as it.
/// One start waits for the system most of its 20 ms, so the two take hardly longer together. A baseline in another
/// language, whose interpreter takes seconds, goes on until it has served as long: nothing of a candidate is in it that
/// could remember a set.
bool PairTimer::renew()
{
    ++m_process;
    const bool both = m_baseline.runsAs(m_candidate) || m_baseline.hasServed();
    const auto start = SteadyClock::now();
    if (!m_candidate.launch() || (both && !m_baseline.launch())) {
        return false;
    }
    m_candidate.awaitLoaded();
    if (both) {
        m_baseline.awaitLoaded();
    }
    m_loaded = SteadyClock::now();
    m_startTook = m_loaded - start;
    return true;
}

/// Starting two workers takes 20 ms, with an OpenCL driver in them 150: processes serve as long at least as they took
/// to start, so that most of a case's time goes into pairs.
bool PairTimer::servedEnough() const
{
    const std::ptrdiff_t pairs = ofThisProcess();
    return m_bench.checks.newProcess && (pairs >= PairPlan::kMostOfOneProcess ||
                                         (pairs >= m_plan.each && SteadyClock::now() - m_loaded >= m_startTook));
}

std::optional<TimedPairs> PairTimer::time(InputPool& pool, const std::function<bool()>& cancelled)
{
    Rng rng(systemRandom());
    m_pairs.clear();
    m_process = 0;
    const auto start = SteadyClock::now();
    for (int deaths = 0;;) {
        if ((!m_candidate.hasFreshSet(pool) || servedEnough()) && !renew()) {
            return std::nullopt;
        }
        const std::size_t index = m_candidate.freshSet(pool);
        const bool warmCandidate = m_candidate.noteSeen(pool, index);
        const bool warmBaseline = m_baseline.noteSeen(pool, index);
        const auto measured = pair(pool, m_bench.setOf(pool, index), rng.below(2) == 0);
        if (cancelled() || !m_candidate.usable()) {
            return std::nullopt;
        }
        if (!measured) {
            // Somebody may have killed the baseline.
            if (m_baseline.usable() || ++deaths == kMostDeaths || !m_baseline.restart()) {
                return std::nullopt;
            }
            ++m_process;
            continue;
        }
        if (!warmCandidate || !warmBaseline) {
            continue;
        }
        m_pairs.push_back(*measured);
        const double elapsed = std::chrono::duration<double>(SteadyClock::now() - start).count();
        if (enough(elapsed, rng.next())) {
            return counted();
        }
    }
}

} // namespace espalier
