#include "adversarysuite.h"

#include "core/base/file.h"
#include "core/task/tasklibrary.h"

#include <QTemporaryDir>

#include <iterator>
#include <sstream>

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

std::vector<std::string> words(const std::string& text)
{
    std::istringstream stream(text);
    return {std::istream_iterator<std::string>(stream), {}};
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
                       {"cpp", row[2], words(row[3]), valueOf(readFile(kFolder / "controls" / (row[0] + ".cpp")))}});
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

LocalEvaluator& Evaluators::of(const std::string& task)
{
    static const QTemporaryDir cache; // built references stay out of the user's
    qputenv("XDG_CACHE_HOME", cache.path().toUtf8());
    if (m_name != task) {
        m_open.reset();
        LocalEvaluatorOptions options;
        options.programs = ESPALIER_BIN_DIR;
        options.secondsPerCase = 0.05;
        options.diagnose = false;
        auto evaluator = LocalEvaluator::open(suiteTask(task), options);
        if (!evaluator) {
            qFatal("%s: %s", task.c_str(), evaluator.error().sentence().c_str());
        }
        m_open = std::move(*evaluator);
        m_name = task;
    }
    return *m_open;
}

Evaluation Evaluators::evaluate(const std::string& task, const Candidate& candidate)
{
    return of(task).evaluate(candidate, [](std::string_view) {}, {});
}

} // namespace espalier::test
