#pragma once

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

} // namespace espalier::cli
