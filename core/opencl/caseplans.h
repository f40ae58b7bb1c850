#pragma once

#include "core/opencl/launchplan.h"

#include <initializer_list>
#include <vector>

namespace espalier {

/// The launches of every case, so that a size that does not work out is found before anything is built or run. The
/// error names the case, except that sizes of hidden cases are not told to whoever writes kernels.
Result<std::vector<LaunchPlan>> plansOf(const Manifest& manifest, const std::vector<Case>& cases);

/// The task's cases with these roles, role by role.
std::vector<Case> casesOf(const Task& task, std::initializer_list<CaseRole> roles);

} // namespace espalier
