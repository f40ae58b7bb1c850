#include "devicefixture.h"

#include "core/base/file.h"
#include "core/evaluate/target/opencltarget.h"
#include "core/task/tasklibrary.h"

#include <QTemporaryDir>

namespace espalier::test {

std::string whyNoDevice()
{
    const auto device = findOpenClDevice(ESPALIER_BIN_DIR);
    return device ? "" : device.error().sentence();
}

std::string deviceText(const std::string& path)
{
    const auto text = readFile(std::string(ESPALIER_SOURCE_DIR "/tests/opencl/") + path);
    return text ? *text : std::string();
}

Task shippedTask(const std::string& name)
{
    auto task = loadTask(ESPALIER_SOURCE_DIR "/resources/tasks/" + name);
    if (!task) {
        qFatal("%s", task.error().sentence().c_str());
    }
    return *task;
}

Result<std::unique_ptr<LocalEvaluator>> openDevice(const Task& task)
{
    static const QTemporaryDir cache; // built references stay out of the user's
    qputenv("XDG_CACHE_HOME", cache.path().toUtf8());
    LocalEvaluatorOptions options;
    options.target = "opencl";
    options.programs = ESPALIER_BIN_DIR;
    options.secondsPerCase = 0.05;
    options.diagnose = false;
    return LocalEvaluator::open(task, options);
}

Evaluation evaluateDevice(LocalEvaluator& evaluator, const std::string& source)
{
    return evaluator.evaluate(Candidate{"opencl", "opencl", {}, source}, [](std::string_view) {}, {});
}

} // namespace espalier::test
