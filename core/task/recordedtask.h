#pragma once

#include "core/task/task.h"

#include <filesystem>
#include <optional>
#include <string>

namespace espalier {

/// The folder of a session's task: the one that was recorded with it. Where that is not on this machine, because the
/// session was made on another or by another installation, and was one of those that come with Espalier
/// (…/tasks/NAME), the one of this name in `library`.
std::filesystem::path recordedTaskFolder(const std::filesystem::path& library, const std::string& name,
                                         const std::filesystem::path& recorded);

/// The task in that folder.
Result<Task> recordedTask(const std::filesystem::path& library, const std::string& name,
                          const std::filesystem::path& recorded);

/// One sentence for people where `task` was not read from the folder that was recorded.
std::optional<std::string> standInNote(const Task& task, const std::filesystem::path& recorded);

} // namespace espalier
