#include "core/opencl/caseplans.h"

namespace espalier {

Result<std::vector<LaunchPlan>> plansOf(const Manifest& manifest, const std::vector<Case>& cases)
{
    std::vector<LaunchPlan> plans;
    for (const Case& one : cases) {
        auto plan = LaunchPlan::of(manifest, one.dims);
        if (!plan) {
            Error error = plan.error();
            error.why = one.role == CaseRole::Hidden ? "its sizes do not work out in a hidden case"
                                                     : error.why + " in the case " + one.name;
            return error;
        }
        plans.push_back(std::move(*plan));
    }
    return plans;
}

std::vector<Case> casesOf(const Task& task, std::initializer_list<CaseRole> roles)
{
    std::vector<Case> cases;
    for (const CaseRole role : roles) {
        for (const Case* one : task.casesOf(role)) {
            cases.push_back(*one);
        }
    }
    return cases;
}

} // namespace espalier
