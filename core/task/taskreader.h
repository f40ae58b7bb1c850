#pragma once

#include "core/task/jsonreader.h"
#include "core/task/task.h"

namespace espalier {

/// The task as task.json says it, its form checked but not yet whether the parts fit together; complaints tell what is
/// off.
Task readTask(const nlohmann::json& document, const std::filesystem::path& folder, Complaints& complaints);

} // namespace espalier
