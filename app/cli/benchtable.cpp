#include "app/cli/benchtable.h"

#include "app/cli/output.h"
#include "core/diagnose/figures.h"
#include "core/diagnose/statistics.h"

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

} // namespace espalier::cli
