#pragma once

#include "core/task/task.h"

#include <optional>
#include <string_view>

namespace espalier {

/// As in task.json: "smoke", "cpu", "gpu" or "hidden".
std::string_view toText(CaseRole role);
std::optional<CaseRole> caseRoleFromText(std::string_view text);

} // namespace espalier
