#pragma once

#include "core/store/store.h"

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

namespace espalier {

/// What a search came to: the document that ends `espalier search --json`.
struct SearchSummary
{
    SessionId session = 0;
    int steps = 0; ///< done, with or without a node; the root is none
    int nodes = 0;
    int valid = 0;
    double evaluationsPerMinute = 0; ///< over the whole time this session was searching
    std::string baseline;
    double baselineMs = 0;
    std::optional<Node> best; ///< the fastest correct node that is not pruned
    std::string state;        ///< done or interrupted
    std::vector<Spend> spend; ///< by kind; see Spend
    std::string why;          ///< why it ended, one sentence; empty when read from the store
};

nlohmann::json toJson(const SearchSummary& summary);
/// {"evaluations", "device_seconds", "search_seconds", "tokens", "money"}; 0 where nothing was spent. Where
/// tools had something judged, "tool_evaluations" too, which are not among the evaluations.
nlohmann::json spendJson(const std::vector<Spend>& spend, int evaluations);

/// From the store alone, for any session at any time.
Result<SearchSummary> summarise(Store& store, SessionId session);

} // namespace espalier
