#include "core/task/recordedtask.h"

#include "core/task/tasklibrary.h"

namespace espalier {

std::filesystem::path recordedTaskFolder(const std::filesystem::path& library, const std::string& name,
                                         const std::filesystem::path& recorded)
{
    std::error_code failed;
    const bool isShipped = recorded.filename() == name && recorded.parent_path().filename() == "tasks";
    const bool isGone = !std::filesystem::exists(recorded, failed);
    const bool isHere = std::filesystem::exists(library / name / "task.json", failed);
    return isGone && isShipped && isHere ? library / name : recorded;
}

Result<Task> recordedTask(const std::filesystem::path& library, const std::string& name,
                          const std::filesystem::path& recorded)
{
    return loadTask(recordedTaskFolder(library, name, recorded));
}

std::optional<std::string> standInNote(const Task& task, const std::filesystem::path& recorded)
{
    if (task.folder == recorded) {
        return std::nullopt;
    }
    return "the task's folder " + recorded.string() + " is not on this machine; the task " + task.name +
           " that comes with Espalier stands in for it";
}

} // namespace espalier
