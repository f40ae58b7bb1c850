#pragma once

#include <filesystem>
#include <string>

namespace espalier {

/// What "licence" in a folder's task.json says of its kernels and what is derived from them; "unknown" where it says
/// nothing, or the folder is gone.
std::string licenceOf(const std::filesystem::path& taskFolder);

} // namespace espalier
