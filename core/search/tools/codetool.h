#pragma once

#include "core/synthesis/tools/expansiontool.h"

#include <filesystem>
#include <vector>

namespace espalier {

/// search_code: lines of the user's code below these folders, at least one, and nowhere else; see searchCode().
ExpansionTool codeTool(std::vector<std::filesystem::path> folders);

} // namespace espalier
