#pragma once

#include "core/task/task.h"

#include <filesystem>
#include <string_view>
#include <vector>

namespace espalier {

/// Reads and checks one task folder (the format: README.md in resources/tasks). Unknown keys are errors; every message
/// names the file, the key and what to write.
Result<Task> loadTask(const std::filesystem::path& folder);

/// The names below share/espalier/tasks, sorted.
std::vector<std::string> taskNames(const std::filesystem::path& tasksFolder);

/// By name, by unique prefix, or by a path that contains a slash. An unknown name is answered with the nearest one.
Result<Task> findTask(const std::filesystem::path& tasksFolder, std::string_view nameOrPath);

} // namespace espalier
