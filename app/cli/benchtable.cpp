#include "app/cli/benchtable.h"

#include "app/cli/output.h"
#include "core/diagnose/figures.h"
#include "core/diagnose/statistics.h"

#include <cmath>
#include <nlohmann/json.hpp>

namespace espalier::cli {

nlohmann::json benchJson(const std::vector<BenchRow>& rows)
{
    nlohmann::json list = nlohmann::json::array();
    for (const BenchRow& row : rows) {
        nlohmann::json document = toJson(row.summary);
        document["task"] = row.task;
        list.push_back(document);
    }
    return list;
}

std::string benchMarkdown(const std::vector<BenchRow>& rows)
{
    std::string text =
        "| task | fastest baseline | its time | best kernel | over the fastest baseline [99 %] | over the plain seed | "
        "verdict | "
        "share of the roof | bound | candidates a minute |\n|---|---|---:|---:|---:|---:|---|---:|---|---:|\n";
    std::vector<double> overBaseline;
    std::vector<double> overSeed;
    for (const BenchRow& row : rows) {
        const SearchSummary& s = row.summary;
        const Node best = s.best.value_or(Node());
        text += "| " + row.task + " | " + s.baseline + " | " + msText(s.baselineMs) + " | " + msText(best.ms) + " | " +
                intervalText(best.speedup) + " | " + ratioText(best.seedSpeedup) + " | " +
                std::string(s.best ? toText(best.verdict) : "none correct") + " | " + percentText(best.roofShare) +
                " | " + std::string(toText(best.bound)) + " | " +
                std::to_string(static_cast<int>(s.evaluationsPerMinute)) + " |\n";
        overBaseline.push_back(best.speedup.value);
        overSeed.push_back(best.seedSpeedup);
    }
    return text + "| **geometric mean** | | | | **" + ratioText(geometricMean(overBaseline)) + "** | **" +
           ratioText(geometricMean(overSeed)) + "** | | | | |\n";
}

nlohmann::json loopJson(const LoopBenchResult& result)
{
    nlohmann::json growth = nlohmann::json::array();
    for (const LoopCost& cost : result.costs) {
        growth.push_back({{"nodes", cost.nodes},
                          {"ms_per_step_median", cost.medianMs},
                          {"ms_per_step_p99", cost.p99Ms},
                          {"ms_per_step_max", cost.maxMs}});
    }
    const LoopCost last = result.costs.empty() ? LoopCost() : result.costs.back();
    return {{"nodes", last.nodes},
            {"ms_per_step_median", last.medianMs},
            {"ms_per_step_p99", last.p99Ms},
            {"frontier_ms", result.frontierMs},
            {"database_bytes_per_node", result.databaseBytesPerNode},
            {"object_bytes_per_node", result.objectBytesPerNode},
            {"growth", std::move(growth)}};
}

std::vector<std::vector<std::string>> loopTable(const LoopBenchResult& result)
{
    std::vector<std::vector<std::string>> rows{{"nodes", "median", "99 in 100", "longest"}};
    for (const LoopCost& cost : result.costs) {
        rows.push_back({std::to_string(cost.nodes), msText(cost.medianMs), msText(cost.p99Ms), msText(cost.maxMs)});
    }
    return rows;
}

std::string loopNotes(const LoopBenchResult& result)
{
    const auto kib = [](double bytes) { return std::to_string(std::lround(bytes / 1024)) + " KiB"; };
    return "The hundred best nodes are found in " + msText(result.frontierMs) + ". A node takes " +
           kib(result.databaseBytesPerNode) + " of the database and " + kib(result.objectBytesPerNode) +
           " of the objects on the disk.";
}

} // namespace espalier::cli
