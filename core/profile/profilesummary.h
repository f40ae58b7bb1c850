#pragma once

#include "core/graph/diagnosis.h"
#include "core/profile/profilereport.h"

#include <string>
#include <vector>

namespace espalier {

/// A report in at most ten lines, for whoever writes the next kernel: what was profiled, how busy its longest kernel
/// kept arithmetic and each level of memory, registers and grid, occupancy with what limits it, what warps wait for,
/// then the findings with the largest possible gain. Names in it are the candidate's. Empty where there is nothing to
/// say. What speaks against its being of what was judged comes second.
std::vector<std::string> summaryLines(const ProfileReport& report, const Diagnosis& judged = {});

} // namespace espalier
