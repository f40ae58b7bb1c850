#pragma once

#include "core/graph/devicefacts.h"

#include <filesystem>
#include <vector>

namespace espalier {

/// Keeps what is known of the launches of a device program's timed cases in a file beside it. A diagnosis does without
/// it, so a full disk is no error here.
void writeLaunchFacts(const std::filesystem::path& program, const std::vector<CaseLaunches>& cases);

/// Empty where there is no such file.
std::vector<CaseLaunches> readLaunchFacts(const std::filesystem::path& program);

} // namespace espalier
