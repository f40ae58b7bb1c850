#include "core/search/searchsummary.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace espalier {

nlohmann::json toJson(const SearchSummary& summary)
{
    nlohmann::json best;
    if (summary.best) {
        const Node& node = *summary.best;
        best = {{"node", node.number},
                {"verdict", toText(node.verdict)},
                {"speedup", node.speedup.value},
                {"ci", {node.speedup.low, node.speedup.high}},
                {"ms", node.ms},
                {"roof_share", node.roofShare},
                {"bound", toText(node.bound)}};
    }
    return {{"session", summary.session},
            {"steps", summary.steps},
            {"nodes", summary.nodes},
            {"valid", summary.valid},
            {"evaluations_per_minute", summary.evaluationsPerMinute},
            {"baseline", {{"name", summary.baseline}, {"ms", summary.baselineMs}}},
            {"best", best},
            {"seed_speedup", summary.best ? summary.best->seedSpeedup : 0.0},
            {"spend", spendJson(summary.spend, summary.nodes)},
            {"state", summary.state},
            {"why", summary.why}};
}

nlohmann::json spendJson(const std::vector<Spend>& spend, int evaluations)
{
    nlohmann::json document{{"evaluations", evaluations},
                            {"device_seconds", 0.0},
                            {"search_seconds", 0.0},
                            {"tokens", 0.0},
                            {"money", 0.0}};
    for (const Spend& one : spend) {
        document[one.kind] = one.amount;
    }
    return document;
}

Result<SearchSummary> summarise(Store& store, SessionId session)
{
    const auto info = store.session(session);
    const auto graph = loadGraph(store, session);
    const auto spent = store.spentSteps(session);
    auto spend = store.spending(session);
    for (const Error* error : {info ? nullptr : &info.error(), graph ? nullptr : &graph.error(),
                               spent ? nullptr : &spent.error(), spend ? nullptr : &spend.error()}) {
        if (error) {
            return *error;
        }
    }
    SearchSummary summary;
    summary.session = session;
    summary.nodes = static_cast<int>(graph->size());
    summary.steps = std::max(0, summary.nodes - 1) + static_cast<int>(spent->size());
    for (NodeNumber n = 0; n < graph->size(); ++n) {
        summary.valid += isValid(graph->node(n).verdict) ? 1 : 0;
    }
    summary.evaluationsPerMinute = info->searchSeconds > 0 ? 60.0 * summary.nodes / info->searchSeconds : 0;
    summary.baseline = info->baseline;
    summary.baselineMs = info->baselineMs;
    summary.state = info->state;
    summary.spend = *std::move(spend);
    if (const auto best = graph->best()) {
        summary.best = graph->node(*best);
    }
    return summary;
}

} // namespace espalier
