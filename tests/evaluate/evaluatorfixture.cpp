#include "evaluatorfixture.h"

#include "core/base/file.h"
#include "core/task/tasklibrary.h"

#include <QTemporaryDir>

#include <fstream>
#include <set>
#include <sstream>
#include <unistd.h>

namespace espalier::test {

std::string fixtureText(const std::string& path)
{
    const auto text = readFile(std::string(ESPALIER_SOURCE_DIR "/tests/adversarial/") + path);
    return text ? *text : std::string();
}

Candidate candidateFrom(const std::string& source, std::vector<std::string> options)
{
    return {"cpp", "g++", std::move(options), source};
}

Task rmsnormTask()
{
    auto task = loadTask(ESPALIER_SOURCE_DIR "/resources/tasks/rmsnorm");
    if (!task) {
        qFatal("%s", task.error().sentence().c_str());
    }
    return *task;
}

std::filesystem::path programs()
{
    return ESPALIER_BIN_DIR;
}

std::unique_ptr<LocalEvaluator> openRmsnorm()
{
    static const QTemporaryDir cache; // built references stay out of the user's
    qputenv("XDG_CACHE_HOME", cache.path().toUtf8());
    LocalEvaluatorOptions options;
    options.programs = programs();
    options.secondsPerCase = 0.05;
    options.diagnose = false;
    auto evaluator = LocalEvaluator::open(rmsnormTask(), options);
    if (!evaluator) {
        qFatal("%s", evaluator.error().sentence().c_str());
    }
    return std::move(*evaluator);
}

Evaluation evaluate(LocalEvaluator& evaluator, const Candidate& candidate)
{
    return evaluator.evaluate(candidate, [](std::string_view) {}, {});
}

std::vector<std::string> descendants()
{
    std::set<int> family{getpid()};
    std::vector<std::string> found;
    for (bool grew = true; grew;) {
        grew = false;
        for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
            const int pid = std::atoi(entry.path().filename().c_str());
            if (pid <= 0 || family.count(pid) != 0) {
                continue;
            }
            std::ifstream file(entry.path() / "stat");
            std::string stat{std::istreambuf_iterator<char>(file), {}};
            const std::size_t end = stat.rfind(')');
            if (end == std::string::npos) {
                continue;
            }
            std::istringstream rest(stat.substr(end + 2));
            char state = 0;
            int parent = 0;
            rest >> state >> parent;
            if (family.count(parent) != 0) {
                family.insert(pid);
                found.push_back(std::to_string(pid) + " " + stat.substr(stat.find('(') + 1, end - stat.find('(') - 1));
                grew = true;
            }
        }
    }
    return found;
}

std::vector<std::string> judgesAndWorkers()
{
    std::vector<std::string> found = descendants();
    std::erase_if(found, [](const std::string& process) { return process.find(" espalier-") == std::string::npos; });
    return found;
}

} // namespace espalier::test
