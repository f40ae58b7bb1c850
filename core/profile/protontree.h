#pragma once

#include "core/base/result.h"
#include "core/profile/profilereport.h"

#include <string_view>

namespace espalier {

/// Reads the tree that Triton's profiler Proton writes (NAME.hatchet, recorded with Triton 3.6): frames with children
/// and metrics. Each frame with a time is a kernel; the frames round it are its scope. Deeper than 256 frames is
/// refused.
Result<ProfileReport> readProtonTree(std::string_view text);

} // namespace espalier
