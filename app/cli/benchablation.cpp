#include "app/cli/benchablation.h"

#include "app/cli/interrupt.h"
#include "app/cli/output.h"
#include "app/cli/searchoptions.h"
#include "app/runner/ablationrunner.h"
#include "core/base/file.h"
#include "core/diagnose/figures.h"

#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>

namespace espalier::cli {
namespace {

/// Eight that differ in what limits them: streams, reductions, a stencil, a scan, integers, trees.
constexpr const char* kCpuTasks = "rmsnorm,softmax,layernorm,conv1d,cross_entropy,cumsum,batch_event_truncate,mbdt";

std::string timesText(int reached, int runs, double median)
{
    return std::to_string(reached) + " of " + std::to_string(runs) + ", " +
           (std::isfinite(median) ? numberText(median) : "–");
}

std::string shareText(const Interval& share)
{
    return percentText(share.value) + " [" + percentText(share.low) + ", " + percentText(share.high) + "]";
}

std::string markdown(const std::vector<AblationRow>& rows)
{
    std::string text =
        "| variant | runs | best kernel, over the first line's [99 %] | evaluations to 1.2× | to 2× | failed "
        "[95 %] |\n|---|---:|---:|---:|---:|---:|\n";
    for (const AblationRow& row : rows) {
        text += "| " + row.variant + " | " + std::to_string(row.runs) + " | " + intervalText(row.best) + " | " +
                timesText(row.reachedFifth, row.runs, row.toFifth) + " | " +
                timesText(row.reachedDouble, row.runs, row.toDouble) + " | " + shareText(row.failing) + " |\n";
    }
    return text;
}

nlohmann::json intervalJson(const Interval& interval)
{
    return {{"value", interval.value}, {"ci", {interval.low, interval.high}}};
}

nlohmann::json reachedJson(int reached, double median)
{
    return {{"runs", reached}, {"median", std::isfinite(median) ? nlohmann::json(median) : nlohmann::json()}};
}

nlohmann::json document(const std::vector<AblationRun>& runs, const std::vector<AblationRow>& rows)
{
    nlohmann::json each = nlohmann::json::array();
    for (const AblationRun& run : runs) {
        each.push_back({{"variant", run.variant},
                        {"task", run.task},
                        {"seed", run.seed},
                        {"evaluations", run.evaluations},
                        {"failed", run.failed},
                        {"to_1.2", run.toFifth},
                        {"to_2", run.toDouble},
                        {"best", run.best}});
    }
    nlohmann::json table = nlohmann::json::array();
    for (const AblationRow& row : rows) {
        table.push_back({{"variant", row.variant},
                         {"runs", row.runs},
                         {"best", intervalJson(row.best)},
                         {"to_1.2", reachedJson(row.reachedFifth, row.toFifth)},
                         {"to_2", reachedJson(row.reachedDouble, row.toDouble)},
                         {"failing", intervalJson(row.failing)}});
    }
    return {{"variants", table}, {"runs", each}};
}

Error unreadable(const std::string& file)
{
    return {ErrorKind::Usage, "the runs in " + file + " cannot be read", "",
            "give a file that bench search --ablate --json printed"};
}

/// The runs that `bench search --ablate --json` printed on this machine or others.
Result<std::vector<AblationRun>> readRuns(const std::vector<std::string>& files)
{
    std::vector<AblationRun> runs;
    for (const std::string& file : files) {
        const auto text = readFile(file);
        const auto json = nlohmann::json::parse(text ? *text : std::string(), nullptr, false);
        try {
            for (const auto& run : json.at("runs")) {
                runs.push_back({run.at("variant"), run.at("task"), run.at("seed"), run.at("evaluations"),
                                run.at("failed"), run.at("to_1.2"), run.at("to_2"), run.at("best")});
            }
        } catch (const nlohmann::json::exception&) {
            return unreadable(file);
        }
    }
    return runs;
}

void print(const CommandLine& line, const std::vector<AblationRun>& runs)
{
    const std::vector<AblationRow> rows = tabulate(runs);
    if (line.json()) {
        printJson(document(runs, rows));
    } else {
        printLine(markdown(rows));
    }
}

} // namespace

Result<int> benchAblation(const CommandLine& line)
{
    if (line.isSet("read")) {
        const auto runs = readRuns(line.texts("read"));
        if (!runs) {
            return runs.error();
        }
        print(line, *runs);
        return 0;
    }
    const Result<SessionSettings> settings = readSearchOptions(line);
    if (!settings) {
        return settings.error();
    }
    const Result<int> seeds = line.integer("seeds", 1, 100);
    if (!seeds) {
        return seeds.error();
    }
    AblationPlan plan;
    plan.target = settings->target;
    plan.steps = settings->steps;
    plan.seeds = *seeds;
    plan.consent = readSandboxConsent(line);
    const std::string names = line.text("tasks").empty() ? kCpuTasks : line.text("tasks");
    for (const QString& name : QString::fromStdString(names).split(QLatin1Char(','), Qt::SkipEmptyParts)) {
        plan.tasks.push_back(name.toStdString());
    }
    std::stop_source stop;
    const Interrupt interrupt([&] { stop.request_stop(); });
    const auto runs = runAblation(
        plan,
        [](const AblationRun& run) {
            std::fprintf(stderr, "seed %d, %s, %s: %s after %d evaluations, %d failed\n", static_cast<int>(run.seed),
                         run.variant.c_str(), run.task.c_str(), ratioText(run.best).c_str(), run.evaluations,
                         run.failed);
        },
        stop.get_token());
    if (!runs) {
        return runs.error();
    }
    print(line, *runs);
    return interrupt.caught() ? static_cast<int>(ErrorKind::Interrupted) : 0;
}

} // namespace espalier::cli
