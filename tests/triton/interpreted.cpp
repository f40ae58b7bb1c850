#include "interpreted.h"

#include "core/base/file.h"
#include "core/evaluate/target/tritontarget.h"
#include "core/task/tasklibrary.h"

#include <QTemporaryDir>

namespace espalier::test {

Task shippedTask(const std::string& name)
{
    auto task = loadTask(std::string(ESPALIER_SOURCE_DIR "/resources/tasks/") + name);
    if (!task) {
        qFatal("%s", task.error().sentence().c_str());
    }
    return *std::move(task);
}

std::string tritonSeed(const std::string& task)
{
    const auto source = readFile(TritonTarget::seedFile(shippedTask(task)));
    if (!source) {
        qFatal("%s", source.error().sentence().c_str());
    }
    return *source;
}

std::string whyNoTriton()
{
    const auto machine = PythonMachine::find(ESPALIER_BIN_DIR);
    return machine ? std::string() : machine.error().sentence();
}

Result<std::unique_ptr<LocalEvaluator>> tryTriton(const Task& task)
{
    static const QTemporaryDir cache; // built references stay out of the user's
    qputenv("XDG_CACHE_HOME", cache.path().toUtf8());
    LocalEvaluatorOptions options;
    options.target = "triton";
    options.programs = ESPALIER_BIN_DIR;
    options.secondsPerCase = 0.05;
    options.diagnose = false;
    return LocalEvaluator::open(task, options);
}

std::unique_ptr<LocalEvaluator> openTriton(const Task& task)
{
    auto evaluator = tryTriton(task);
    if (!evaluator) {
        qFatal("%s", evaluator.error().sentence().c_str());
    }
    return std::move(*evaluator);
}

Evaluation evaluate(LocalEvaluator& evaluator, const std::string& source)
{
    return evaluator.evaluate(TritonTarget::plain(source), [](std::string_view) {}, {});
}

} // namespace espalier::test
