#pragma once

#include "core/search/loopbench.h"
#include "core/search/searchsummary.h"

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

namespace espalier::cli {

/// What one task's search came to.
struct BenchRow
{
    std::string task;
    SearchSummary summary;
};

/// A list of documents like `search --json`, each with "task".
nlohmann::json benchJson(const std::vector<BenchRow>& rows);

/// The README's table with its geometric means; what lost is in it too.
std::string benchMarkdown(const std::vector<BenchRow>& rows);

/// {"nodes","ms_per_step_median","ms_per_step_p99"} at the end, "frontier_ms", bytes per node, and "growth": the same
/// at each size.
nlohmann::json loopJson(const LoopBenchResult& result);
/// Header and rows: nodes, median, 99th percentile and longest step, in milliseconds.
std::vector<std::vector<std::string>> loopTable(const LoopBenchResult& result);
/// The frontier query and the store's size, in a sentence each.
std::string loopNotes(const LoopBenchResult& result);

} // namespace espalier::cli
