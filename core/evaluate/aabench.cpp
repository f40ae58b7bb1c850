#include "core/evaluate/aabench.h"

#include "core/base/file.h"
#include "core/base/paths.h"

#include <algorithm>

namespace espalier {
namespace {

double share(const std::vector<BenchJudging>& judgings, bool (*counts)(const BenchJudging&))
{
    return judgings.empty() ? 0
                            : static_cast<double>(std::count_if(judgings.begin(), judgings.end(), counts)) /
                                  static_cast<double>(judgings.size());
}

} // namespace

double AaResult::falsePositiveRate() const
{
    return share(same, [](const BenchJudging& j) { return j.calledFaster || j.calledSlower; });
}

double AaResult::powerAtThreePercent() const
{
    return share(slower, [](const BenchJudging& j) { return j.calledSlower; });
}

Result<AaResult> benchAa(const std::string& task, int runs, const std::function<void(int done)>& progress,
                         std::stop_token stop)
{
    const auto source = readFile(shareFolder() / "bench" / (task + "_three_percent_more.cpp"));
    if (!source) {
        return Error{ErrorKind::Usage, "there is no kernel of " + task + " that is known to be 3 % slower", "",
                     "name map_id or rmsnorm"};
    }
    const auto evaluator = openForBench(task, stop);
    if (!evaluator) {
        return evaluator.error();
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
            auto judging = judgeForBench(**evaluator, kind == &result.same ? *same : slower, stop);
            if (!judging) {
                const bool some = judging.error().kind == ErrorKind::Interrupted && !result.slower.empty();
                return some ? Result<AaResult>(std::move(result)) : judging.error();
            }
            kind->push_back(*judging);
        }
        progress(run + 1);
    }
    return result;
}

} // namespace espalier
