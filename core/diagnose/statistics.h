#pragma once

#include "core/graph/evaluation.h"

#include <cstdint>
#include <span>
#include <vector>

namespace espalier {

/// What an interval says of a candidate once the margin is taken off.
enum class Decision { Faster, Slower, Ambiguous };

/// The share by which an interval must clear 1 before it counts: 1 %, under which layout and clock noise lives.
inline constexpr double kSpeedupMargin = 0.01;

/// The median; the mean of the middle two for an even count; 0 for none.
double median(std::span<const double> values);

/// exp(mean of logs); 0 when there are none or when one is not above 0.
double geometricMean(std::span<const double> values);

/// The pairs of one case, in the order of measurement: equal lengths.
struct PairedTimes
{
    std::vector<double> baselineMs;
    std::vector<double> candidateMs;
    std::vector<int> process; ///< which processes ran the pair, counted from 0; empty: all the same ones
};

/// From this many processes on they, not the pairs, are what is drawn anew.
inline constexpr std::size_t kManyProcesses = 8;

/// Speedup baseline / candidate from pairs measured back to back: the median of the pairs' ratios with its 99 %
/// percentile bootstrap interval (Efron 1979) over 2,000 resamples. Pairing cancels what drifts slowly: clock, heat,
/// neighbours. It does not cancel what a process owes to its core and to the places of its memory, which is the same in
/// all its pairs; so where at least kManyProcesses ran, whole processes are drawn, each with its pairs (the cluster
/// bootstrap, Davison and Hinkley 1997, 3.8) and the draws spread for their small number, otherwise single pairs. Where
/// a bootstrap of a median is too narrow, with 3 to 7 pairs, the interval is Student's t on the logarithms; with 1 or 2
/// pairs nothing can be decided and it is [0, 1e9]. Pairs with a time that is not finite and above 0 are left out;
/// without pairs all three are 0. The same seed gives the same interval. 60 pairs take less than 1 ms.
Interval pairedSpeedup(const PairedTimes& pairs, std::uint64_t seed);

/// Faster when the whole interval lies above 1 + margin, Slower when it lies below 1 − margin, otherwise Ambiguous.
Decision decide(const Interval& speedup, double margin = kSpeedupMargin);

/// Would the decision still be open if more pairs made the interval `narrowing` times as wide, and the interval wider
/// than `wide` of its value on either side? Then more pairs are not worth their time.
bool staysOpen(const Interval& speedup, double narrowing, double wide);

/// Geometric mean of the cases' median ratios with its 99 % interval: every resample draws each case anew and
/// averages the logarithms of their medians, so a noisy case widens the whole by its share only. A case without a
/// usable pair makes everything 0: a mean over the cases that happened to work would be a lie.
Interval combinedSpeedup(std::span<const PairedTimes> cases, std::uint64_t seed);

/// The same from intervals alone, where the pairs are gone: half widths of the logarithms added as independent errors.
Interval combinedSpeedup(std::span<const Interval> cases);

} // namespace espalier
