#pragma once

#include "core/evaluate/localevaluator.h"

namespace espalier {

/// One careful judging of a benchmark of the judge: what a finalist gets, in new processes.
struct BenchJudging
{
    double speedup = 0;
    int pairs = 0;
    bool calledFaster = false;
    bool calledSlower = false;
};

/// The task of that name without diagnosis. Fails where `compiled` is not its fastest baseline: the benchmarks of the
/// judge race it against itself.
Result<std::unique_ptr<LocalEvaluator>> openForBench(const std::string& task, const std::stop_token& stop);

/// Fails when the kernel is not accepted as correct.
Result<BenchJudging> judgeForBench(LocalEvaluator& evaluator, const Candidate& candidate, const std::stop_token& stop);

} // namespace espalier
