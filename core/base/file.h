#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

namespace espalier {

/// The whole file; refuses more than `cap` bytes, so that a hostile file cannot fill memory.
Result<std::string> readFile(const std::filesystem::path& path, std::size_t cap = std::size_t{64} << 20);

/// Writes beside the target and renames: a reader sees the old content or the new one, never a part.
Result<void> writeFileAtomic(const std::filesystem::path& path, std::string_view content);

} // namespace espalier
