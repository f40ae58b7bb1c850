#include "app/cli/benchablation.h"
#include "app/cli/benchcheats.h"
#include "app/cli/benchpaper.h"
#include "app/cli/benchsandbox.h"
#include "app/cli/benchsecond.h"
#include "app/cli/benchtable.h"
#include "app/cli/command.h"
#include "app/cli/commandline.h"
#include "app/cli/interrupt.h"
#include "app/cli/output.h"
#include "app/cli/progressline.h"
#include "app/cli/searchoptions.h"
#include "app/runner/sessionrunner.h"
#include "core/base/paths.h"
#include "core/search/loopbench.h"
#include "core/task/tasklibrary.h"

#include <cstdio>
#include <nlohmann/json.hpp>

namespace espalier::cli {
namespace {

/// One search after the other: two at once would time each other.
Result<std::vector<BenchRow>> searchAll(const CommandLine& line, const SessionSettings& settings,
                                        const QStringList& names)
{
    std::vector<BenchRow> rows;
    std::atomic<bool> stopped = false;
    std::shared_ptr<SessionRunner> current;
    std::mutex mutex;
    const Interrupt interrupt([&] {
        stopped = true;
        const std::scoped_lock lock(mutex);
        if (current) {
            current->stop();
        }
    });
    for (const QString& name : names) {
        std::fprintf(stderr, "%s\n", qPrintable(name));
        SessionSettings one = settings;
        one.task = name.toStdString();
        ProgressLine progress(one);
        auto runner = SessionRunner::begin(
            line.storeFolder(), one, "espalier bench",
            {[&](const Node& node) { progress.recorded(node); }, [&](const std::string& text) { progress.say(text); }},
            readSandboxConsent(line));
        if (!runner) {
            return runner.error();
        }
        {
            const std::scoped_lock lock(mutex);
            current = *std::move(runner);
        }
        const Result<SearchSummary> summary = current->wait();
        progress.finish();
        if (!summary) {
            return summary.error();
        }
        rows.push_back({one.task, *summary});
        if (stopped) {
            return Error{ErrorKind::Interrupted, "interrupted after " + one.task, "", "what was found is in the store"};
        }
    }
    return rows;
}

Result<int> benchSearch(const CommandLine& line)
{
    const Result<SessionSettings> settings = readSearchOptions(line);
    if (!settings) {
        return settings.error();
    }
    QStringList names = QString::fromStdString(line.text("tasks")).split(QLatin1Char(','), Qt::SkipEmptyParts);
    if (names.isEmpty()) {
        for (const std::string& name : taskNames(shareFolder() / "tasks")) {
            const auto task = findTask(shareFolder() / "tasks", name);
            if (task && !refusedTask(*task, settings->target)) {
                names << QString::fromStdString(name);
            }
        }
    }
    const Result<std::vector<BenchRow>> rows = searchAll(line, *settings, names);
    if (!rows) {
        return rows.error();
    }
    if (line.json()) {
        printJson(benchJson(*rows));
    } else {
        printLine(benchMarkdown(*rows));
    }
    return 0;
}

Result<int> benchLoop(const CommandLine& line)
{
    const Result<int> nodes = line.integer("nodes", 10, 1'000'000);
    if (!nodes) {
        return nodes.error();
    }
    const Result<LoopBenchResult> result = benchLoopCost(*nodes, line.isSet("policy") ? line.text("policy") : "uct");
    if (!result) {
        return result.error();
    }
    if (line.json()) {
        printJson(loopJson(*result));
    } else {
        printLine("The search's own work, from selecting to having recorded, without building and running:");
        printTable(loopTable(*result), {0, 1, 2, 3});
        printLine(loopNotes(*result));
    }
    return 0;
}

} // namespace

Result<int> runBench(const QStringList& arguments)
{
    CommandLine line(
        "bench search|second|loop|aa|repeat|sandbox|cheats|paper",
        "search: a search for every task (or --tasks A,B), as a table. second: after how many evaluations a "
        "search reaches the best of one before it, with and without what a session on a like task left, "
        "for pairs of tasks (--tasks A:B,C:D) and --seeds seeds. loop: the loop's own cost a step "
        "with a fake evaluator at --nodes nodes, by uct or another --policy. aa: how often the judge calls identical "
        "kernels "
        "different, and how often it sees one that is 3 % slower, in --runs judgings each. "
        "repeat: how far two judgings of one kernel lie apart, --runs times. "
        "sandbox: what the sandboxes add to the start of a program. "
        "cheats: judge the cheats and honest kernels of --fixtures DIR on --target, and say where the judge is wrong. "
        "paper: at each of the paper's shapes (--row, --tasks), PyTorch's time (--torch FILE), the plain seed's and "
        "that of "
        "the fastest kernel of --candidates DIR, on the target cuda.");
    declareSearchOptions(line);
    line.flag("ablate", "search: set every policy, memory operator, use of skills and of prior solutions against the "
                        "default, on eight tasks or --tasks, with --seeds seeds.");
    line.option("tasks", "LIST", "Only these tasks, separated by commas; for aa and repeat one (map_id).")
        .option("seeds", "N", "second, and search with --ablate: seeds.", "3")
        .option("read", "FILE",
                "second, and search with --ablate: no search, but the table of what --json wrote to FILE; "
                "may be repeated.")
        .option("fixtures", "DIR",
                "cheats: the folder of fixtures.txt and of the sources that it names, or of a suites.txt that lists "
                "such folders with their targets.")
        .option("row", "NAME", "paper: only this row, as the table names it.")
        .option("candidates", "DIR", "paper: the folder whose folders are named after tasks and hold kernels, *.cu.")
        .option("sessions", "DIR", "paper: judge nothing and take the kernels of this store's sessions on cuda.")
        .option("torch", "FILE", "paper: what tests/bench/torchbaselines.py measured on the same card.")
        .option("nodes", "N", "Nodes of the loop benchmark.", "10000")
        .option("runs", "N", "Judgings of each kind for aa (200), repeats for repeat (100).", "200");
    if (const auto go = line.parse(arguments, 1, 1); !go || !*go) {
        return go ? Result<int>(0) : go.error();
    }
    if (line.positional(0) == "search") {
        return line.isSet("ablate") ? benchAblation(line) : benchSearch(line);
    }
    if (line.positional(0) == "second") {
        return benchSecond(line);
    }
    if (line.positional(0) == "loop") {
        return benchLoop(line);
    }
    if (line.positional(0) == "aa") {
        return benchAa(line);
    }
    if (line.positional(0) == "repeat") {
        return benchRepeat(line);
    }
    if (line.positional(0) == "sandbox") {
        return benchSandbox(line);
    }
    if (line.positional(0) == "cheats") {
        return benchCheats(line);
    }
    if (line.positional(0) == "paper") {
        return benchPaper(line);
    }
    return Error{ErrorKind::Usage, "bench knows no \"" + line.positional(0) + "\"", "",
                 "use search, second, loop, aa, repeat, sandbox, cheats or paper"};
}

} // namespace espalier::cli
