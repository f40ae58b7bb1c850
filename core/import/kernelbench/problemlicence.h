#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace espalier {

/// The licence of a problem file, by its line SPDX-License-Identifier, else by a file LICENSE in the folder that is
/// imported or one of the two above it: "MIT", "Apache-2.0", or empty where neither says one of these.
std::string problemLicence(std::string_view source, const std::filesystem::path& imported);

} // namespace espalier
