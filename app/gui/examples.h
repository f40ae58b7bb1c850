#pragma once

#include "core/base/result.h"
#include "widgets/panels/welcomepage.h"

#include <filesystem>
#include <vector>

namespace espalier {

/// The stores with recorded sessions that come with the program: the folders below `folder` that hold an espalier.db
/// and an about.json, {"title": "…", "summary": "…"}. Those that cannot be read are left out.
std::vector<Example> readExamples(const std::filesystem::path& folder);

/// A copy below `copies` that a person may write to, made at the first time and kept: what was installed stays as it
/// is.
Result<std::filesystem::path> copyOfExample(const std::filesystem::path& example, const std::filesystem::path& copies);

} // namespace espalier
