#include "core/task/recordedtask.h"

#include "core/task/tasklibrary.h"

namespace espalier {

Result<Task> recordedTask(const std::filesystem::path& library, const std::string& name,
                          const std::filesystem::path& recorded)
{
    std::error_code failed;
    const bool isShipped = recorded.filename() == name && recorded.parent_path().filename() == "tasks";
    const bool isGone = !std::filesystem::exists(recorded, failed);
    const bool isHere = std::filesystem::exists(library / name / "task.json", failed);
    return loadTask(isGone && isShipped && isHere ? library / name : recorded);
}

} // namespace espalier
