#include "core/evaluate/repeatbench.h"

#include "core/diagnose/statistics.h"
#include "core/evaluate/benchjudging.h"

#include <algorithm>
#include <cmath>

namespace espalier {
namespace {

double difference(const RepeatResult::Repeat& repeat)
{
    return repeat.first > 0 ? std::abs(repeat.second / repeat.first - 1) : 1;
}

} // namespace

double RepeatResult::shareWithin(double tolerance) const
{
    const auto within =
        std::count_if(repeats.begin(), repeats.end(), [&](const Repeat& r) { return difference(r) <= tolerance; });
    return repeats.empty() ? 0 : static_cast<double>(within) / static_cast<double>(repeats.size());
}

double RepeatResult::medianDifference() const
{
    std::vector<double> differences;
    std::transform(repeats.begin(), repeats.end(), std::back_inserter(differences), difference);
    return median(differences);
}

double RepeatResult::medianSpeedup() const
{
    std::vector<double> firsts;
    std::transform(repeats.begin(), repeats.end(), std::back_inserter(firsts), [](const Repeat& r) { return r.first; });
    return median(firsts);
}

Result<RepeatResult> benchRepeat(const std::string& task, int runs, const std::function<void(int done)>& progress,
                                 std::stop_token stop)
{
    const auto evaluator = openForBench(task, stop);
    if (!evaluator) {
        return evaluator.error();
    }
    auto candidate = (*evaluator)->compiledSeed();
    if (!candidate) {
        return candidate.error();
    }
    candidate->options.emplace_back("-ffast-math");
    RepeatResult result;
    for (int run = 0; run < runs; ++run) {
        const auto first = judgeForBench(**evaluator, *candidate, stop);
        const auto second = first ? judgeForBench(**evaluator, *candidate, stop) : first;
        if (!second) {
            const bool some = second.error().kind == ErrorKind::Interrupted && !result.repeats.empty();
            return some ? Result<RepeatResult>(std::move(result)) : second.error();
        }
        result.repeats.push_back({first->speedup, second->speedup});
        progress(run + 1);
    }
    return result;
}

} // namespace espalier
