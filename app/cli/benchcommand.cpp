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

#include <algorithm>
#include <array>
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
    const Result<LoopBenchResult> result = benchLoopCost(*nodes, line.text("policy"));
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

void declareTasks(CommandLine& line)
{
    line.option("tasks", "LIST", "Only these tasks, separated by commas.");
}

void declareRuns(CommandLine& line, const char* runs)
{
    line.option("tasks", "NAME", "The task whose kernels are judged; map_id when absent.")
        .option("runs", "N", "How many judgings of each kind.", runs);
}

void declareSeveralRuns(CommandLine& line)
{
    line.option("seeds", "N", "How many seeds.", "3")
        .option("read", "FILE", "No search, but the table of what --json wrote to FILE; may be repeated.");
}

void declareSearch(CommandLine& line)
{
    declareSearchOptions(line);
    declareTasks(line);
    line.flag("ablate", "Set every policy, memory operator, use of skills and of prior solutions against the default, "
                        "on eight tasks or --tasks, with --seeds seeds; --seeds and --read are for this.");
    declareSeveralRuns(line);
}

void declareSecond(CommandLine& line)
{
    declareSearchOptions(line);
    line.option("tasks", "LIST", "Pairs of like tasks, as A:B,C:D: first A is searched, then B.");
    declareSeveralRuns(line);
}

void declareLoop(CommandLine& line)
{
    line.option("nodes", "N", "Nodes of the tree.", "10000")
        .option("policy", "POLICY", "How they are selected.", "uct");
}

void declareCheats(CommandLine& line)
{
    line.option("fixtures", "DIR",
                "The folder of fixtures.txt and of the sources that it names, or of a suites.txt that lists such "
                "folders with their targets.")
        .option("target", "TARGET", "Judge them on this target; of several suites only those for it.", "cpu");
    declareSandboxConsent(line);
}

void declarePaper(CommandLine& line)
{
    declareTasks(line);
    line.option("row", "NAME", "Only this row, as the table names it.")
        .option("candidates", "DIR", "The folder whose folders are named after tasks and hold kernels, *.cu.")
        .option("sessions", "DIR", "Judge nothing and take the kernels of this store's sessions on cuda.")
        .option("torch", "FILE", "What tests/bench/torchbaselines.py measured on the same card.");
    declareSandboxConsent(line);
}

/// One word after `bench`, with options of its own.
struct Bench
{
    const char* name;
    const char* summary;
    void (*declare)(CommandLine& line);
    Result<int> (*run)(const CommandLine& line);
};

constexpr std::array<Bench, 8> kBenches{
    {{"search", "a search for every task (or --tasks A,B), as a table", declareSearch,
      [](const CommandLine& line) { return line.isSet("ablate") ? benchAblation(line) : benchSearch(line); }},
     {"second",
      "after how many evaluations a search reaches the best of one before it, with and without what a session on a "
      "like task left, for pairs of tasks (--tasks A:B,C:D) and --seeds seeds",
      declareSecond, benchSecond},
     {"loop", "the loop's own cost a step with a fake evaluator at --nodes nodes, by uct or another --policy",
      declareLoop, benchLoop},
     {"aa",
      "how often the judge calls identical kernels different, and how often it sees one that is 3 % slower, in --runs "
      "judgings each",
      [](CommandLine& line) { declareRuns(line, "200"); }, benchAa},
     {"repeat", "how far two judgings of one kernel lie apart, --runs times",
      [](CommandLine& line) { declareRuns(line, "100"); }, benchRepeat},
     {"sandbox", "what the sandboxes add to the start of a program", [](CommandLine&) {}, benchSandbox},
     {"cheats", "judge the cheats and honest kernels of --fixtures DIR on --target, and say where the judge is wrong",
      declareCheats, benchCheats},
     {"paper",
      "at each of the paper's shapes (--row, --tasks), PyTorch's time (--torch FILE), the plain seed's and that of the "
      "fastest kernel of --candidates DIR, or of a store's sessions without judging anything (--sessions DIR), on the "
      "target cuda",
      declarePaper, benchPaper}}};

/// The kind that is meant, which may stand after options; null where none is named.
const Bench* benchIn(const QStringList& arguments)
{
    for (const QString& argument : arguments) {
        const auto found = std::ranges::find(kBenches, argument.toStdString(), &Bench::name);
        if (found != kBenches.end()) {
            return &*found;
        }
    }
    return nullptr;
}

std::string namesOfBenches(const char* between, const char* last)
{
    std::string names;
    for (const Bench& bench : kBenches) {
        names += names.empty() ? "" : &bench == &kBenches.back() ? last : between;
        names += bench.name;
    }
    return names;
}

/// What --help says of a kind, or of all where none is named.
std::string summaryOf(const Bench* one)
{
    if (one) {
        return std::string(one->name) + ": " + one->summary + ".";
    }
    std::string text;
    for (const Bench& bench : kBenches) {
        text += std::string(bench.name) + ": " + bench.summary + ".\n";
    }
    return text + "Each has options of its own: espalier bench paper --help.";
}

} // namespace

Result<int> runBench(const QStringList& arguments)
{
    const Bench* bench = benchIn(arguments);
    const std::string synopsis = "bench " + (bench ? std::string(bench->name) : namesOfBenches("|", "|"));
    CommandLine line(synopsis.c_str(), summaryOf(bench).c_str());
    if (bench) {
        bench->declare(line);
    }
    if (const auto go = line.parse(arguments, 1, 1); !go || !*go) {
        return go ? Result<int>(0) : go.error();
    }
    if (!bench || line.positional(0) != bench->name) {
        return Error{ErrorKind::Usage, "bench knows no \"" + line.positional(0) + "\"", "",
                     "use " + namesOfBenches(", ", " or ")};
    }
    return bench->run(line);
}

} // namespace espalier::cli
