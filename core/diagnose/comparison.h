#pragma once

#include "core/graph/evaluation.h"

#include <optional>
#include <string>
#include <vector>

namespace espalier {

/// One figure of two evaluations, ready for a table: "time", "0.412 ms", "0.198 ms", "2.08× faster".
struct MetricDelta
{
    enum Direction { Better, Worse, Neutral };

    std::string name;
    std::string from; ///< "–" where that side has none
    std::string to;
    std::string change; ///< empty where the two cannot be compared or are equal
    Direction direction = Neutral;
    std::optional<double> fromValue; ///< the bare figures, in the unit shown
    std::optional<double> toValue;
    bool isWithinNoise = false; ///< the intervals overlap, so it may be no change at all
    bool isOverOthers = false;  ///< ratios over different baselines, which compare nothing

    bool operator==(const MetricDelta&) const = default;
};

/// Everything two evaluations can be compared by, the most important first: verdict, speedup, time, speedup over the
/// plain seed, share of the roof, bound, achieved rates, operations and their intensity, cores in use, bytes by level,
/// what the code is made of and what its launches ask of a device, then two rows a case (by name), the time of the
/// build and of the evaluation last. Rows of which neither side has a figure are left out from the operations on. Times
/// and speedups whose intervals overlap are Neutral: the measurement cannot tell them apart. A time
/// whose ratio is not that of the speedups, by more than 5 %, has no change: it was taken in other minutes. Neither
/// have speedups over different baselines, nor times beside such.
std::vector<MetricDelta> compare(const Evaluation& from, const Evaluation& to);

/// What changed between two correct kernels that explains the difference in time, one sentence each, at most six:
/// bound, cores, vector code, loops, memory traffic, spills and calls. The first is the difference itself, the second
/// what that rests on: both speedups where they are over one baseline, else both times. Empty where one of the two is
/// not correct or was not timed. It names what goes together with the difference; it proves no cause.
std::vector<std::string> explainDifference(const Evaluation& from, const Evaluation& to);

} // namespace espalier
