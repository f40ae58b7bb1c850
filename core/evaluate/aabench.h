#pragma once

#include "core/evaluate/benchjudging.h"

#include <functional>
#include <stop_token>
#include <string>
#include <vector>

namespace espalier {

/// How the judge does on kernels whose true speeds are known.
struct AaResult
{
    std::vector<BenchJudging> same;   ///< the baseline `compiled` against itself, each time in new processes
    std::vector<BenchJudging> slower; ///< one that does some of its work twice

    /// Share of the identical kernels called faster or slower.
    double falsePositiveRate() const;
    /// Share of the slower ones called slower.
    double powerAtThreePercent() const;
};

/// Judges the task's `compiled` against itself and against a kernel 3 % slower, `runs` times each in turn, by the same
/// careful judging that a finalist gets. There is such a kernel for map_id and for rmsnorm
/// (resources/bench/TASK_three_percent_more.cpp). Two seconds to five a judging. A stop ends it with what there is.
Result<AaResult> benchAa(const std::string& task, int runs, const std::function<void(int done)>& progress,
                         std::stop_token stop);

} // namespace espalier
