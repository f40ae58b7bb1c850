#pragma once

#include "widgets/panels/manualtext.h"

#include <filesystem>
#include <vector>

namespace espalier {

/// The pages in this folder, each with the pictures it shows: the overview first, the rest by name. Files that cannot
/// be read, or are larger than a MiB, are left out.
std::vector<HelpPage> readManual(const std::filesystem::path& folder);

} // namespace espalier
