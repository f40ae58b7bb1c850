#pragma once

#include "core/evaluate/benchjudging.h"

#include <functional>
#include <stop_token>
#include <vector>

namespace espalier {

/// How the judge does on kernels whose true speeds are known.
struct AaResult
{
    std::vector<BenchJudging> same;   ///< the baseline `compiled` against itself, each time in new processes
    std::vector<BenchJudging> slower; ///< one that computes every 32nd row twice

    /// Share of the identical kernels called faster or slower.
    double falsePositiveRate() const;
    /// Share of the slower ones called slower.
    double powerAtThreePercent() const;
};

/// Judges rmsnorm's `compiled` against itself and against a kernel 3 % slower, `runs` times each in turn, by the same
/// careful judging that a finalist gets. A second or two a judging. A stop ends it with what there is.
Result<AaResult> benchAa(int runs, const std::function<void(int done)>& progress, std::stop_token stop);

} // namespace espalier
