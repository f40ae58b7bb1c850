#include "core/evaluate/aabench.h"

#include "core/base/file.h"
#include "core/base/paths.h"
#include "core/evaluate/localevaluator.h"
#include "core/task/tasklibrary.h"

#include <algorithm>

namespace espalier {
namespace {

double share(const std::vector<AaResult::Judging>& judgings, bool (*counts)(const AaResult::Judging&))
{
    return judgings.empty() ? 0
                            : static_cast<double>(std::count_if(judgings.begin(), judgings.end(), counts)) /
                                  static_cast<double>(judgings.size());
}

Result<AaResult::Judging> judgeOnce(LocalEvaluator& evaluator, const Candidate& candidate, const std::stop_token& stop)
{
    const Evaluation evaluation = evaluator.judgeCarefully(candidate, [](std::string_view) {}, stop);
    if (stop.stop_requested()) {
        return Error{ErrorKind::Interrupted, "interrupted", "", "run it again"};
    }
    if (!isValid(evaluation.verdict)) {
        return Error{ErrorKind::Machine, "the benchmark's kernel was not accepted as correct", evaluation.reason,
                     "check the machine with espalier doctor"};
    }
    AaResult::Judging judging{evaluation.speedup.value, 0, evaluation.verdict == Verdict::Accepted,
                              evaluation.verdict == Verdict::Slower};
    for (const CaseTiming& timing : evaluation.cases) {
        judging.pairs = std::max(judging.pairs, timing.pairs);
    }
    return judging;
}

} // namespace

double AaResult::falsePositiveRate() const
{
    return share(same, [](const Judging& j) { return j.calledFaster || j.calledSlower; });
}

double AaResult::powerAtThreePercent() const
{
    return share(slower, [](const Judging& j) { return j.calledSlower; });
}

Result<AaResult> benchAa(int runs, const std::function<void(int done)>& progress, std::stop_token stop)
{
    const auto task = findTask(shareFolder() / "tasks", "rmsnorm");
    if (!task) {
        return task.error();
    }
    const auto source = readFile(shareFolder() / "bench" / "rmsnorm_three_percent_more.cpp");
    if (!source) {
        return source.error();
    }
    LocalEvaluatorOptions options;
    options.diagnose = false;
    const auto evaluator = LocalEvaluator::open(*task, options, stop);
    if (!evaluator) {
        return evaluator.error();
    }
    if ((*evaluator)->fastestBaseline().name != "compiled") {
        return Error{ErrorKind::Machine, "identical kernels cannot be raced here",
                     "the fastest baseline of rmsnorm is not its compiled seed", "give the program two processors"};
    }
    const auto same = (*evaluator)->compiledSeed();
    if (!same) {
        return same.error();
    }
    Candidate slower = *same;
    slower.source = *source;
    AaResult result;
    for (int run = 0; run < runs; ++run) {
        for (auto* kind : {&result.same, &result.slower}) {
            auto judging = judgeOnce(**evaluator, kind == &result.same ? *same : slower, stop);
            if (!judging) {
                return judging.error();
            }
            kind->push_back(*judging);
        }
        progress(run + 1);
    }
    return result;
}

} // namespace espalier
