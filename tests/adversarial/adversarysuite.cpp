#include "adversarysuite.h"

#include "core/base/file.h"
#include "core/base/words.h"
#include "core/task/tasklibrary.h"

#include <QTemporaryDir>

namespace espalier::test {
namespace {

const std::filesystem::path kFolder = ESPALIER_SOURCE_DIR "/tests/adversarial";

template <class Value>
Value valueOf(Result<Value> result)
{
    if (!result) {
        qFatal("%s", result.error().sentence().c_str());
    }
    return *std::move(result);
}

LocalEvaluatorOptions quick()
{
    LocalEvaluatorOptions options;
    options.programs = ESPALIER_BIN_DIR;
    options.secondsPerCase = 0.05;
    options.diagnose = false;
    return options;
}

} // namespace

std::vector<Fixture> cheats()
{
    return valueOf(readFixtures(kFolder / "cheats.txt", kFolder / "cheats", ".cpp", {"cpp", "g++", {"-O2"}, {}}));
}

std::vector<Control> controls()
{
    std::vector<Control> all;
    for (const auto& row : valueOf(tableRows(kFolder / "controls.txt", 4))) {
        all.push_back({row[0],
                       row[1],
                       {"cpp", row[2], wordsOf(row[3]), valueOf(readFile(kFolder / "controls" / (row[0] + ".cpp")))}});
    }
    return all;
}

Task suiteTask(const std::string& name)
{
    const std::filesystem::path own = kFolder / "tasks" / name;
    auto task = loadTask(
        std::filesystem::exists(own) ? own : std::filesystem::path(ESPALIER_SOURCE_DIR "/resources/tasks") / name);
    if (!task) {
        qFatal("%s", task.error().sentence().c_str());
    }
    task->baselines.clear();
    return std::move(*task);
}

Candidate seedOf(const Task& task)
{
    return {"cpp", "g++", {"-O2"}, valueOf(readFile(task.seedFile()))};
}

Evaluators::Evaluators() : m_evaluators([](const std::string& name) { return Result<Task>(suiteTask(name)); }, quick())
{
    static const QTemporaryDir cache; // built references stay out of the user's
    qputenv("XDG_CACHE_HOME", cache.path().toUtf8());
}

Evaluation Evaluators::evaluate(const std::string& task, const Candidate& candidate)
{
    return valueOf(m_evaluators.of(task))->evaluate(candidate, [](std::string_view) {}, {});
}

} // namespace espalier::test
