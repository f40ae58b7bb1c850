#include "core/evaluate/benchjudging.h"

#include "core/base/paths.h"
#include "core/task/tasklibrary.h"

#include <algorithm>

namespace espalier {

Result<std::unique_ptr<LocalEvaluator>> openForBench(const std::string& name, const std::stop_token& stop)
{
    const auto task = findTask(shareFolder() / "tasks", name);
    if (!task) {
        return task.error();
    }
    LocalEvaluatorOptions options;
    options.diagnose = false;
    auto evaluator = LocalEvaluator::open(*task, options, stop);
    if (evaluator && (*evaluator)->fastestBaseline().name != "compiled") {
        return Error{ErrorKind::Machine, "identical kernels cannot be raced here",
                     "the fastest baseline of " + name + " is not its compiled seed",
                     "name another task, and give the program two processors"};
    }
    return evaluator;
}

Result<BenchJudging> judgeForBench(LocalEvaluator& evaluator, const Candidate& candidate, const std::stop_token& stop)
{
    const Evaluation evaluation = evaluator.judgeCarefully(candidate, [](std::string_view) {}, stop);
    if (stop.stop_requested()) {
        return Error{ErrorKind::Interrupted, "interrupted", "", "run it again"};
    }
    if (!isValid(evaluation.verdict)) {
        return Error{ErrorKind::Machine, "the benchmark's kernel was not accepted as correct", evaluation.reason,
                     "check the machine with espalier doctor"};
    }
    BenchJudging judging{evaluation.speedup.value, 0, evaluation.verdict == Verdict::Accepted,
                         evaluation.verdict == Verdict::Slower};
    for (const CaseTiming& timing : evaluation.cases) {
        judging.pairs = std::max(judging.pairs, timing.pairs);
    }
    return judging;
}

} // namespace espalier
