#pragma once

#include "core/search/growth.h"

#include <set>
#include <utility>

namespace espalier {

/// Refines the node with the best score: log speedup + log boost − fatigue × tries, where tries are its expansions in
/// flight and those that brought nothing better (Growth::tired). A choice costs O(log n), a result O(depth + log n).
class GreedyPolicy final : public SelectionPolicy
{
public:
    explicit GreedyPolicy(double fatigue = Growth::kFatigue) : m_fatigue(fatigue) {}

    std::optional<Choice> choose(const SearchGraph& graph, Rng& rng) const override;
    void begin(const SearchGraph& graph, const Choice& choice) override;
    void finish(const SearchGraph& graph, const Choice& choice, std::optional<NodeNumber> node) override;
    void plant(const SearchGraph& graph, NodeNumber node) override;
    void steered(const SearchGraph& graph) override;

private:
    struct Entry
    {
        Growth growth;
        double base = 0;            ///< log speedup + log boost
        std::optional<double> rank; ///< its key in m_open while it stands there
    };

    void rerank(NodeNumber node);
    void place(const SearchGraph& graph, NodeNumber node);

    double m_fatigue;
    std::vector<Entry> m_entries;
    std::vector<bool> m_eligible;                   ///< correct and not pruned
    std::set<std::pair<double, NodeNumber>> m_open; ///< {-score, number}: ties go to the older
};

} // namespace espalier
