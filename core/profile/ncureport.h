#pragma once

#include "core/base/result.h"
#include "core/profile/profilereport.h"

#include <string_view>

namespace espalier {

/// Reads what `ncu --csv --page raw` prints: one row of metrics' names, one of their units, one for each launch, with
/// "==PROF==" lines and the program's own output round them (recorded with Nsight Compute 2025.3 on an H100; older
/// versions write nsecond for ns and scale bytes to Mbyte). At most 512 launches are read. Fails where no kernel was
/// profiled, and says what the profiler gave as the reason.
Result<ProfileReport> readNcuReport(std::string_view text);

} // namespace espalier
