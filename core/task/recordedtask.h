#pragma once

#include "core/task/task.h"

#include <filesystem>
#include <string>

namespace espalier {

/// The task of a session, from the folder that was recorded with it. Where that is not on this machine, because the
/// session was made on another or by another installation, and was one of those that come with Espalier
/// (…/tasks/NAME), the one of this name in `library`.
Result<Task> recordedTask(const std::filesystem::path& library, const std::string& name,
                          const std::filesystem::path& recorded);

} // namespace espalier
