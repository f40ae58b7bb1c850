#include "core/recall/timing.h"

#include <algorithm>
#include <cmath>

namespace espalier {
namespace {

bool isTime(double ms)
{
    return std::isfinite(ms) && ms > 0;
}

/// 0 where a case has none: a mean over the others would be of other work than the median's.
double fastestOf(const std::vector<CaseTiming>& cases)
{
    double logs = 0;
    for (const CaseTiming& one : cases) {
        if (!isTime(one.fastestMs)) {
            return 0;
        }
        logs += std::log(one.fastestMs);
    }
    return cases.empty() ? 0 : std::exp(logs / static_cast<double>(cases.size()));
}

} // namespace

double Timing::disturbance() const
{
    return isTime(ms) && isTime(fastestMs) ? std::max(ms / fastestMs, 1.0) : 1;
}

Timing timingOf(const Evaluation& evaluation)
{
    if (!isValid(evaluation.verdict) || !std::isfinite(evaluation.speedup.value)) {
        return {};
    }
    return {evaluation.speedup, evaluation.ms, fastestOf(evaluation.cases)};
}

} // namespace espalier
