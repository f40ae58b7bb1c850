#pragma once

#include "core/graph/buildfacts.h"

#include <filesystem>
#include <string_view>

namespace espalier {

/// Enters what a compiler said of the candidate's own loops: g++'s -fopt-info-vec-optimized-missed or clang's record of
/// the pass loop-vectorize in YAML. A loop counts once, as vectorised where any of its copies is; loops around others
/// are left out. Reports are data of the build: any text is taken, and one of neither kind changes nothing.
void addLoopReport(std::string_view text, BuildFacts& facts);

/// The same from a file of which the first 4 MiB are read; a missing one changes nothing.
void addLoopReport(const std::filesystem::path& file, BuildFacts& facts);

} // namespace espalier
