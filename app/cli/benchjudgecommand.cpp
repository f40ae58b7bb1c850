#include "app/cli/command.h"
#include "app/cli/commandline.h"
#include "app/cli/interrupt.h"
#include "app/cli/output.h"
#include "core/diagnose/statistics.h"
#include "core/evaluate/aabench.h"
#include "core/evaluate/repeatbench.h"

#include <cstdio>
#include <nlohmann/json.hpp>

namespace espalier::cli {
namespace {

double medianOf(const std::vector<BenchJudging>& judgings, double (*what)(const BenchJudging&))
{
    std::vector<double> values;
    for (const BenchJudging& judging : judgings) {
        values.push_back(what(judging));
    }
    return median(values);
}

double speedupOf(const BenchJudging& judging)
{
    return judging.speedup;
}

double pairsOf(const BenchJudging& judging)
{
    return judging.pairs;
}

/// Its kernels take some milliseconds and wait for branches, hardly for memory. On a shared machine a kernel that lives
/// on the shared cache is truly slower by a tenth from one second to the next, and the judge would get the blame.
constexpr char kQuietTask[] = "map_id";

/// Runs a benchmark with its progress shown; a first interrupt ends it with what it has.
template <class Bench>
auto measured(const CommandLine& line, int runs, const Bench& bench)
{
    const std::string task = line.isSet("tasks") ? line.text("tasks") : kQuietTask;
    std::stop_source stop;
    const Interrupt interrupt([&] { stop.request_stop(); });
    auto result =
        bench(task, runs, [&](int done) { std::fprintf(stderr, "\r%d of %d", done, runs); }, stop.get_token());
    std::fputc('\n', stderr);
    return result;
}

void print(const CommandLine& line, const std::string& what, const nlohmann::json& document)
{
    if (line.json()) {
        printJson(document);
    } else {
        printLine(what + document.dump());
    }
}

} // namespace

Result<int> benchAa(const CommandLine& line)
{
    const Result<int> runs = line.integer("runs", 1, 100'000);
    if (!runs) {
        return runs.error();
    }
    const Result<AaResult> result = measured(line, *runs, espalier::benchAa);
    if (!result) {
        return result.error();
    }
    const nlohmann::json document{{"runs", result->slower.size()},
                                  {"false_positive_rate", result->falsePositiveRate()},
                                  {"power_at_3_percent", result->powerAtThreePercent()},
                                  {"median_speedup_same", medianOf(result->same, speedupOf)},
                                  {"median_speedup_slower", medianOf(result->slower, speedupOf)},
                                  {"median_pairs_same", medianOf(result->same, pairsOf)},
                                  {"median_pairs_slower", medianOf(result->slower, pairsOf)}};
    print(line, "Identical kernels called different, and a kernel 3 % slower called slower: ", document);
    return 0;
}

Result<int> benchRepeat(const CommandLine& line)
{
    const Result<int> runs = line.integer("runs", 1, 100'000);
    if (!runs) {
        return runs.error();
    }
    const Result<RepeatResult> result = measured(line, *runs, espalier::benchRepeat);
    if (!result) {
        return result.error();
    }
    const nlohmann::json document{{"runs", result->repeats.size()},
                                  {"share_within_2_percent", result->shareWithin(0.02)},
                                  {"median_difference", result->medianDifference()},
                                  {"median_speedup", result->medianSpeedup()}};
    print(line, "One kernel judged twice in new processes: ", document);
    return 0;
}

} // namespace espalier::cli
