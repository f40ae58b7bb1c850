#include "seeds.h"

#include "core/base/file.h"
#include "core/task/tasklibrary.h"

#include <QtGlobal>

namespace espalier::test {
namespace {

constexpr const char* kTasks = ESPALIER_SOURCE_DIR "/resources/tasks/";

} // namespace

Task shippedTask(const std::string& name)
{
    auto task = loadTask(kTasks + name);
    if (!task) {
        qFatal("%s", task.error().sentence().c_str());
    }
    return *task;
}

std::string cudaSeed(const std::string& task)
{
    const auto source = readFile(kTasks + task + "/seed.cu");
    return source ? *source : std::string();
}

} // namespace espalier::test
