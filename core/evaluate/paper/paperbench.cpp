#include "core/evaluate/paper/paperbench.h"

#include "core/diagnose/statistics.h"
#include "core/task/wording.h"

#include <algorithm>
#include <cmath>

namespace espalier {
namespace {

/// The half width of an interval's logarithm, the wider side; 0 where it has no width.
double logWidth(const Interval& interval)
{
    const bool usable = interval.low > 0 && interval.value > 0 && interval.high > 0;
    return usable ? std::max(std::log(interval.high / interval.value), std::log(interval.value / interval.low)) : 0;
}

PaperBaseline recordedBaseline(const OperatorTimes& here)
{
    PaperBaseline fastest;
    for (const auto& [name, ms] : {std::pair("eager", here.eagerMs), std::pair("compiled", here.compiledMs),
                                   std::pair("conv2d", here.conv2dMs)}) {
        if (ms && (fastest.name.empty() || *ms < fastest.ms.value)) {
            fastest = {name, {*ms, *ms, *ms}, true};
        }
    }
    return fastest;
}

PaperBaseline fastestBaseline(const PaperRow& row, const TorchFigures* torch)
{
    if (const TorchFigure* figure = torch ? torch->fastest(row.name) : nullptr) {
        return {figure->name, figure->ms, false};
    }
    return recordedBaseline(row.here);
}

} // namespace

double PaperKernel::ms() const
{
    return isValid(evaluation.verdict) && !evaluation.cases.empty() ? evaluation.cases.front().ms : 0;
}

const PaperKernel* PaperResult::best() const
{
    const PaperKernel* best = nullptr;
    const auto rank = [](const PaperKernel& kernel) {
        return std::pair(kernel.evaluation.verdict != Verdict::Accepted, kernel.ms());
    };
    const auto consider = [&](const PaperKernel& kernel) {
        if (kernel.ms() > 0 && (!best || rank(kernel) < rank(*best))) {
            best = &kernel;
        }
    };
    consider(seed);
    std::ranges::for_each(kernels, consider);
    return best;
}

Interval PaperResult::speedup() const
{
    const PaperKernel* kernel = best();
    if (!kernel || baseline.name.empty()) {
        return {};
    }
    const double value = baseline.ms.value / kernel->ms();
    if (baseline.recorded) {
        return {value, value, value};
    }
    const double width =
        std::exp(std::hypot(logWidth(baseline.ms), logWidth(kernel->evaluation.cases.front().speedup)));
    return {value, value / width, value * width};
}

double PaperResult::roofShare() const
{
    const PaperKernel* kernel = best();
    return kernel && row.floorMs ? *row.floorMs / kernel->ms() : 0;
}

Result<PaperResult> startPaperRow(const PaperRow& row, const Task& task, const TorchFigures* torch)
{
    const auto found = std::ranges::find(task.cases, row.caseName, &Case::name);
    if (found == task.cases.end() || found->role != CaseRole::Gpu) {
        return Error{ErrorKind::Usage, "the row " + inQuotes(row.name) + " cannot be judged",
                     "the task " + task.name + " has no case " + inQuotes(row.caseName) + " of the role gpu",
                     "mend paper.json or the task"};
    }
    PaperResult result;
    result.row = row;
    result.dims = found->dims;
    result.flops = task.flops.value(found->dims);
    result.bytes = task.bytes.value(found->dims);
    result.baseline = fastestBaseline(row, torch);
    if (torch && torch->rows.contains(row.name)) {
        result.torch = torch->rows.at(row.name);
    }
    return result;
}

std::optional<Evaluation> atCase(const Evaluation& evaluation, const std::string& caseName)
{
    const auto found = std::ranges::find(evaluation.cases, caseName, &CaseTiming::name);
    if (!isValid(evaluation.verdict) || found == evaluation.cases.end()) {
        return std::nullopt;
    }
    Evaluation alone = evaluation;
    alone.cases = {*found};
    alone.ms = found->ms;
    alone.speedup = found->speedup;
    const Decision decision = decide(found->speedup);
    alone.verdict = decision == Decision::Faster   ? Verdict::Accepted
                    : decision == Decision::Slower ? Verdict::Slower
                                                   : Verdict::Ambiguous;
    return alone;
}

Result<PaperResult> judgePaperRow(const PaperRow& row, const Task& task, const PaperCandidate& seed,
                                  const std::vector<PaperCandidate>& candidates, const TorchFigures* torch,
                                  const OpenCaseEvaluator& open, const std::stop_token& stop)
{
    auto result = startPaperRow(row, task, torch);
    if (!result) {
        return result;
    }
    auto evaluator = open(task, row.caseName);
    if (!evaluator) {
        return evaluator.error();
    }
    const auto judge = [&](const PaperCandidate& candidate) {
        return PaperKernel{candidate.name, (*evaluator)->evaluate(candidate.candidate, [](std::string_view) {}, stop)};
    };
    result->seed = judge(seed);
    for (const PaperCandidate& candidate : candidates) {
        if (stop.stop_requested()) {
            break;
        }
        result->kernels.push_back(judge(candidate));
    }
    return result;
}

} // namespace espalier
