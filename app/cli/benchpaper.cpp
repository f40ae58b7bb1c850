#include "app/cli/benchpaper.h"

#include "app/cli/candidateoptions.h"
#include "app/cli/interrupt.h"
#include "app/cli/output.h"
#include "app/cli/papersessions.h"
#include "app/cli/searchoptions.h"
#include "core/base/file.h"
#include "core/base/paths.h"
#include "core/evaluate/paper/papertable.h"
#include "core/evaluate/target/target.h"
#include "core/task/tasklibrary.h"
#include "core/task/wording.h"

#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>

namespace espalier::cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* kTarget = "cuda";
constexpr std::size_t kSourceCap = std::size_t{4} << 20;

/// The rows that were asked for.
Result<std::vector<PaperRow>> chosenRows(const CommandLine& line, const PaperFigures& figures)
{
    const std::string wanted = line.text("row");
    const QStringList tasks = QString::fromStdString(line.text("tasks")).split(QLatin1Char(','), Qt::SkipEmptyParts);
    std::vector<PaperRow> rows;
    std::vector<std::string> names;
    for (const PaperRow& row : figures.rows) {
        names.push_back(row.name);
        if ((wanted.empty() || row.name == wanted) &&
            (tasks.isEmpty() || tasks.contains(QString::fromStdString(row.task)))) {
            rows.push_back(row);
        }
    }
    if (rows.empty()) {
        const std::string near = wanted.empty() ? std::string() : nearest(wanted, names);
        return Error{ErrorKind::Usage, "no row of the paper's table is meant",
                     wanted.empty() ? "none is of the tasks that were named" : "none is called " + inQuotes(wanted),
                     near.empty() ? "its rows are in share/espalier/bench/paper.json" : "did you mean " + near};
    }
    return rows;
}

/// DIR/TASK/*.cu, by name.
Result<std::vector<PaperCandidate>> candidatesFor(const fs::path& folder, const std::string& task)
{
    std::vector<PaperCandidate> candidates;
    if (folder.empty()) {
        return candidates;
    }
    std::vector<fs::path> files;
    std::error_code failed;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder / task, failed)) {
        if (entry.path().extension() == ".cu") {
            files.push_back(entry.path());
        }
    }
    std::ranges::sort(files);
    for (const fs::path& file : files) {
        auto source = readFile(file, kSourceCap);
        if (!source) {
            return source.error();
        }
        candidates.push_back({file.filename().string(), candidateFrom(kTarget, "", std::nullopt, *std::move(source))});
    }
    return candidates;
}

Result<PaperResult> judgeRow(const CommandLine& line, const PaperRow& row, const TorchFigures* torch,
                             const std::stop_token& stop)
{
    const auto task = findTask(shareFolder() / "tasks", row.task);
    if (!task) {
        return task.error();
    }
    const auto seed = plainSeed(*task, kTarget);
    if (!seed) {
        return seed.error();
    }
    const auto candidates = candidatesFor(line.text("candidates"), row.task);
    if (!candidates) {
        return candidates.error();
    }
    LocalEvaluatorOptions options;
    options.target = kTarget;
    options.diagnose = false;
    options.besideOthers = false; // PyTorch's figures come with --torch
    options.consent = readSandboxConsent(line);
    const auto open = [&](const Task& opened, const std::string& name) -> Result<std::unique_ptr<Evaluator>> {
        options.cases = {name};
        auto evaluator = LocalEvaluator::open(opened, options, stop);
        if (!evaluator) {
            return evaluator.error();
        }
        return std::unique_ptr<Evaluator>(*std::move(evaluator));
    };
    return judgePaperRow(row, *task, {"seed", *seed}, *candidates, torch, open, stop);
}

struct Judged
{
    std::vector<PaperResult> rows;
    bool interrupted = false; ///< these are the rows until then
};

Result<Judged> judgeRows(const CommandLine& line, const std::vector<PaperRow>& rows, const TorchFigures* torch)
{
    std::stop_source stop;
    const Interrupt interrupt([&] { stop.request_stop(); });
    Judged judged;
    for (const PaperRow& row : rows) {
        std::fprintf(stderr, "%s\n", printable(row.name).c_str());
        auto result = judgeRow(line, row, torch, stop.get_token());
        if (interrupt.caught()) {
            judged.interrupted = true;
            break;
        }
        if (!result) {
            return result.error();
        }
        judged.rows.push_back(*std::move(result));
    }
    return judged;
}

Result<Judged> readSessions(const CommandLine& line, const std::vector<PaperRow>& rows, const TorchFigures* torch)
{
    const fs::path folder = line.text("sessions");
    std::error_code unreadable;
    if (!fs::exists(folder / "espalier.db", unreadable)) {
        return Error{ErrorKind::Usage, "the sessions cannot be read",
                     inQuotes(folder.string()) + " holds no espalier.db", "name the folder of a store"};
    }
    auto store = Store::open(folder);
    if (!store) {
        return store.error();
    }
    auto read = paperFromSessions(rows, *store, torch);
    if (!read) {
        return read.error();
    }
    return Judged{*std::move(read)};
}

} // namespace

Result<int> benchPaper(const CommandLine& line)
{
    const auto figures = readPaperFigures(shareFolder() / "bench" / "paper.json");
    if (!figures) {
        return figures.error();
    }
    const auto rows = chosenRows(line, *figures);
    if (!rows) {
        return rows.error();
    }
    std::optional<TorchFigures> torch;
    if (line.isSet("torch")) {
        auto read = readTorchFigures(line.text("torch"));
        if (!read) {
            return read.error();
        }
        torch = *std::move(read);
    }
    const TorchFigures* measured = torch ? &*torch : nullptr;
    const auto results =
        line.isSet("sessions") ? readSessions(line, *rows, measured) : judgeRows(line, *rows, measured);
    if (!results) {
        return results.error();
    }
    if (line.json()) {
        printJson(paperJson(results->rows));
    } else {
        printTable(paperTable(results->rows), {1, 2, 4, 7, 8});
        printLine(paperSummary(results->rows, figures->here));
    }
    return results->interrupted ? 4 : 0;
}

} // namespace espalier::cli
