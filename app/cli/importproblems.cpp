#include "app/cli/importing.h"
#include "app/cli/interrupt.h"
#include "app/cli/output.h"
#include "core/import/kernelbench/kernelbench.h"

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <nlohmann/json.hpp>

namespace espalier::cli {
namespace {

using Outcome = ImportedProblem::Outcome;

const char* outcomeText(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Made:
        return "made";
    case Outcome::Untranslated:
        return "untranslated";
    case Outcome::Refused:
        return "refused";
    }
    return "";
}

std::string lineOf(const ImportedProblem& problem)
{
    std::string text = std::string(outcomeText(problem.outcome)) + "  " + problem.file + ": ";
    if (problem.outcome != Outcome::Made) {
        return text + problem.why;
    }
    text += problem.task;
    for (std::size_t i = 0; i < problem.hardened.size(); ++i) {
        text += (i == 0 ? "; hardened: " : "; ") + problem.hardened[i];
    }
    return text;
}

nlohmann::json documentOf(const ImportedProblem& problem)
{
    return {{"file", problem.file},         {"outcome", outcomeText(problem.outcome)},
            {"task", problem.task},         {"folder", problem.folder.string()},
            {"hardened", problem.hardened}, {"why", problem.why}};
}

std::ptrdiff_t count(const std::vector<ImportedProblem>& problems, Outcome outcome)
{
    return std::count_if(problems.begin(), problems.end(),
                         [outcome](const ImportedProblem& problem) { return problem.outcome == outcome; });
}

void tell(const CommandLine& line, const std::vector<ImportedProblem>& problems, const std::filesystem::path& out)
{
    const auto made = count(problems, Outcome::Made);
    const auto untranslated = count(problems, Outcome::Untranslated);
    const auto refused = count(problems, Outcome::Refused);
    if (line.json()) {
        nlohmann::json list = nlohmann::json::array();
        for (const ImportedProblem& problem : problems) {
            list.push_back(documentOf(problem));
        }
        printJson({{"folder", out.string()},
                   {"made", made},
                   {"untranslated", untranslated},
                   {"refused", refused},
                   {"problems", list}});
        return;
    }
    printLine(std::to_string(made) + " tasks made, " + std::to_string(untranslated) + " problems not translated, " +
              std::to_string(refused) + " refused.");
    if (made > 0) {
        printLine("Each task has a tolerance of its own, hidden cases that a search does not see, and a case for the "
                  "processor that is smaller where the problem is large; what else differs stands behind hardened.");
        printLine("They are in " + out.string() + "; search one with: espalier search " + (out / "NAME").string());
    }
}

} // namespace

Result<int> importProblems(const CommandLine& line)
{
    const std::filesystem::path root = line.positional(1);
    const auto files = problemFiles(root);
    if (!files) {
        return files.error();
    }
    const std::string given = line.text("out");
    const ImportOptions options{given.empty() ? line.storeFolder() / "imported" : std::filesystem::absolute(given),
                                line.text("licence")};
    std::vector<ImportedProblem> problems;
    std::atomic<bool> stopped = false;
    const Interrupt interrupt([&stopped] { stopped = true; });
    for (const std::filesystem::path& file : *files) {
        if (stopped) {
            break;
        }
        Result<ImportedProblem> problem = importProblem(file, root, options);
        if (!problem) {
            return problem.error();
        }
        std::fprintf(line.json() ? stderr : stdout, "%s\n", printable(lineOf(*problem)).c_str());
        problems.push_back(*std::move(problem));
    }
    tell(line, problems, options.out);
    if (problems.size() < files->size()) {
        return static_cast<int>(ErrorKind::Interrupted);
    }
    return count(problems, Outcome::Made) > 0 ? 0 : 1;
}

} // namespace espalier::cli
