#include "adversarysuite.h"

#include "core/base/file.h"
#include "core/task/tasklibrary.h"

#include <QTemporaryDir>

#include <iterator>
#include <sstream>

namespace espalier::test {
namespace {

const std::filesystem::path kFolder = ESPALIER_SOURCE_DIR "/tests/adversarial";

std::string read(const std::filesystem::path& file)
{
    const auto text = readFile(file);
    if (!text) {
        qFatal("%s", text.error().sentence().c_str());
    }
    return *text;
}

std::string trimmed(const std::string& text)
{
    const std::size_t begin = text.find_first_not_of(' ');
    return begin == std::string::npos ? "" : text.substr(begin, text.find_last_not_of(' ') - begin + 1);
}

/// The fields of each line that is neither empty nor a comment, padded to `fields`.
std::vector<std::vector<std::string>> table(const char* file, std::size_t fields)
{
    std::vector<std::vector<std::string>> rows;
    std::istringstream lines(read(kFolder / file));
    for (std::string line; std::getline(lines, line);) {
        if (line.empty() || line.front() == '#') {
            continue;
        }
        std::vector<std::string> row;
        std::istringstream cells(line);
        for (std::string cell; std::getline(cells, cell, '|');) {
            row.push_back(trimmed(cell));
        }
        if (row.size() < 3 || row.size() > fields) {
            qFatal("%s: %s", file, line.c_str());
        }
        row.resize(fields);
        rows.push_back(std::move(row));
    }
    return rows;
}

std::vector<std::string> words(const std::string& text)
{
    std::istringstream stream(text);
    return {std::istream_iterator<std::string>(stream), {}};
}

} // namespace

bool Cheat::agrees(const Evaluation& evaluation) const
{
    const Verdict got = evaluation.verdict;
    const bool right = verdict == "no_gain"  ? isValid(got) && got != Verdict::Accepted
                       : verdict == "caught" ? got == Verdict::Wrong || got == Verdict::Cheat
                                             : toText(got) == verdict;
    return right && evaluation.reason.find(word) != std::string::npos;
}

std::vector<Cheat> cheats()
{
    std::vector<Cheat> all;
    for (const auto& row : table("cheats.txt", 6)) {
        const std::string options = row[5].empty() ? "-O2" : row[5];
        all.push_back({row[0],
                       row[1],
                       row[2],
                       row[3],
                       row[4],
                       {"cpp", "g++", words(options), read(kFolder / "cheats" / (row[0] + ".cpp"))}});
    }
    return all;
}

std::vector<Control> controls()
{
    std::vector<Control> all;
    for (const auto& row : table("controls.txt", 4)) {
        all.push_back({row[0], row[1], {"cpp", row[2], words(row[3]), read(kFolder / "controls" / (row[0] + ".cpp"))}});
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
    return {"cpp", "g++", {"-O2"}, read(task.seedFile())};
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
