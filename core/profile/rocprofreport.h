#pragma once

#include "core/base/result.h"
#include "core/profile/profilereport.h"

#include <string_view>

namespace espalier {

/// Reads results.csv of rocprof (a row for each launch, a column for each counter) and the counter_collection.csv of
/// rocprofv3 (a row for each launch and counter; "Output file fields" in its guide). At most 512 launches are read.
Result<ProfileReport> readRocprofReport(std::string_view text);

} // namespace espalier
