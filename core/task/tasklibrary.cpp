#include "core/task/tasklibrary.h"

#include "core/task/taskreader.h"
#include "core/task/taskrules.h"

#include <algorithm>

namespace espalier {
namespace {

constexpr std::size_t kTaskFileCap = 256 * 1024;

Error unknownTask(std::string_view typed, std::vector<std::string> names)
{
    Error error{ErrorKind::Usage, "there is no task " + inQuotes(typed), "", "list them with: espalier tasks"};
    if (const std::string near = nearest(typed, names); !near.empty()) {
        error.todo = "did you mean " + near;
    }
    return error;
}

} // namespace

Result<Task> loadTask(const std::filesystem::path& folder)
{
    const std::filesystem::path file = folder / "task.json";
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(file, ignored)) {
        return Error{ErrorKind::Usage, file.string(), "there is no such file",
                     "give the folder of a task; copy one of those that come with Espalier to start from"};
    }
    const Result<nlohmann::json> document = readStrictJson(file, kTaskFileCap);
    if (!document) {
        return document.error();
    }
    Complaints complaints(file);
    Task task = readTask(*document, folder, complaints);
    if (complaints.empty()) {
        checkTaskParts(task, complaints);
    }
    if (!complaints.empty()) {
        return complaints.first();
    }
    return task;
}

std::vector<std::string> taskNames(const std::filesystem::path& tasksFolder)
{
    std::vector<std::string> names;
    std::error_code error;
    for (auto entry = std::filesystem::directory_iterator(tasksFolder, error);
         !error && entry != std::filesystem::directory_iterator(); entry.increment(error)) {
        std::error_code ignored;
        if (std::filesystem::is_regular_file(entry->path() / "task.json", ignored)) {
            names.push_back(entry->path().filename().string());
        }
    }
    std::sort(names.begin(), names.end());
    return names;
}

Result<Task> findTask(const std::filesystem::path& tasksFolder, std::string_view nameOrPath)
{
    if (nameOrPath.find('/') != std::string_view::npos) {
        return loadTask(std::filesystem::path(nameOrPath));
    }
    const std::vector<std::string> names = taskNames(tasksFolder);
    if (std::binary_search(names.begin(), names.end(), nameOrPath)) {
        return loadTask(tasksFolder / nameOrPath);
    }
    std::vector<std::string> matches;
    std::copy_if(names.begin(), names.end(), std::back_inserter(matches),
                 [&](const std::string& name) { return !nameOrPath.empty() && name.starts_with(nameOrPath); });
    if (matches.size() == 1) {
        return loadTask(tasksFolder / matches.front());
    }
    if (matches.size() > 1) {
        std::string list = matches.front();
        for (std::size_t i = 1; i < matches.size(); ++i) {
            list += (i + 1 == matches.size() ? " and " : ", ") + matches[i];
        }
        return Error{ErrorKind::Usage, inQuotes(nameOrPath) + " is not one task", "it could be " + list,
                     "type one more letter"};
    }
    return unknownTask(nameOrPath, names);
}

} // namespace espalier
