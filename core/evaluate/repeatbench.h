#pragma once

#include "core/base/result.h"

#include <functional>
#include <stop_token>
#include <string>
#include <vector>

namespace espalier {

/// How well the judge agrees with itself on a kernel that is truly faster than the baseline.
struct RepeatResult
{
    struct Repeat
    {
        double first = 0; ///< speedups of two judgings, each in new processes
        double second = 0;
    };

    std::vector<Repeat> repeats;

    /// Share of the repeats whose two speedups are within `tolerance` of one another.
    double shareWithin(double tolerance) const;
    /// Of |second / first - 1| over the repeats.
    double medianDifference() const;
    double medianSpeedup() const;
};

/// Judges the task's `compiled` built with -ffast-math, which lets its sums be vectorised, twice in new processes,
/// `runs` times, by the careful judging that a finalist gets. Two or three seconds a run. A stop ends it with what
/// there is.
Result<RepeatResult> benchRepeat(const std::string& task, int runs, const std::function<void(int done)>& progress,
                                 std::stop_token stop);

} // namespace espalier
