#pragma once

#include "core/diagnose/statistics.h"
#include "core/evaluate/judge/contender.h"
#include "core/evaluate/judge/schedule.h"

#include <chrono>
#include <functional>

namespace espalier {

/// How long one case is timed.
struct PairPlan
{
    /// Pairs before anything is decided. With eight a single one that is far off moves the end of the interval: four of
    /// eight draws take it in 1.1 % of the resamples, and the middle two of eight then hold it. Of nine it takes five,
    /// 0.13 %, and an end has 0.5 %.
    int fewest = 9;
    int most = 300;
    double seconds =
        0.15; ///< after this long the case ends once it is decided that it is not faster, or `patience` × is over
    double patience = 2;       ///< how much longer a case near 1 may take
    double narrow = 0.02;      ///< an interval narrower than this share needs no more pairs
    double settled = 0.10;     ///< one that excludes 1 must be this narrow, so that good candidates can be told apart
    bool slowEndsEarly = true; ///< three pairs may show that a kernel is slower: it need not be slow eight times
    int each = kMostOfOneProcess; ///< pairs before both processes are replaced by new ones, where they start fast
    /// A case ends where even `most` pairs would leave it open with an interval wider than this share on either side;
    /// 0: never. On a machine where the calls of one OpenCL kernel differ by a factor of two, five seconds more made
    /// [0.9, 1.2] a [0.96, 1.14].
    double tooWide = 0;

    static constexpr int kMostOfOneProcess = 24;

    /// For a result that is shown: six pairs a process and never fewer than eight processes, so that the interval knows
    /// how much differs from process to process; until it is 1 % wide, eight times as long is over, or nothing is to be
    /// hoped of more. On a device half as many pairs: 48 gave intervals of 0.3 % there.
    static PairPlan careful(double seconds, bool device);
};

/// The pairs of one case that count, in the order of measurement.
struct TimedPairs
{
    PairedTimes times;
    int dropped = 0; ///< left out whole: the system disturbed one of the two calls
    /// More than a fifth was disturbed: then all are kept, for a kernel that disturbs itself must not choose its pairs.
    bool noisy = false;
};

/// Times a candidate against a baseline in pairs on the same fresh inputs, in random order, each frozen at its return
/// and checked before it runs again. A pair in which a worker waited for a processor, was moved to another or the clock
/// was low is dropped whole, never one side of it. Nothing when the candidate failed (its end() says how), when the
/// baseline could not be kept alive, or when `cancelled` answered true.
class PairTimer
{
public:
    PairTimer(Contender& candidate, Contender& baseline, WorkBench& bench, PairPlan plan)
        : m_candidate(candidate), m_baseline(baseline), m_bench(bench), m_plan(plan)
    {
    }

    std::optional<TimedPairs> time(InputPool& pool, const std::function<bool()>& cancelled);

private:
    struct Pair
    {
        double baselineMs = 0;
        double candidateMs = 0;
        bool disturbed = false;
        int process = 0;
    };

    std::optional<Pair> pair(const InputPool& pool, const CheckedInputs& set, bool baselineFirst);
    std::ptrdiff_t ofThisProcess() const;
    bool servedEnough() const;
    bool renew();
    bool enough(double elapsed, std::uint64_t seed) const;
    TimedPairs counted() const;

    Contender& m_candidate;
    Contender& m_baseline;
    WorkBench& m_bench;
    PairPlan m_plan;
    ClockProbe m_clock;
    std::vector<Pair> m_pairs;
    int m_process = 0;                              ///< counts the pairs of processes that a case has seen
    std::chrono::steady_clock::time_point m_loaded; ///< the present ones
    std::chrono::steady_clock::duration m_startTook{};
};

} // namespace espalier
