#include "core/search/greedy.h"

#include <cmath>

namespace espalier {

std::optional<Choice> GreedyPolicy::choose(const SearchGraph& graph, Rng& /*rng*/) const
{
    if (m_open.empty()) {
        return std::nullopt;
    }
    const NodeNumber best = m_open.begin()->second;
    Choice choice;
    choice.parents = {best};
    choice.why = "greedy, the highest score: " + scoreTerms(graph, best, m_entries[best].growth, m_fatigue);
    return choice;
}

void GreedyPolicy::rerank(NodeNumber node)
{
    Entry& entry = m_entries[node];
    if (entry.rank) {
        m_open.erase({*entry.rank, node});
        entry.rank.reset();
    }
    if (m_eligible[node] && !entry.growth.closed()) {
        entry.rank = -entry.growth.tired(entry.base, m_fatigue);
        m_open.emplace(*entry.rank, node);
    }
}

void GreedyPolicy::place(const SearchGraph& graph, NodeNumber node)
{
    m_eligible[node] = isScored(graph.node(node)) && graph.mayGrow(node);
    m_entries[node].base = m_eligible[node] ? std::log(vouched(graph.node(node))) + std::log(graph.boost(node)) : 0;
    rerank(node);
}

void GreedyPolicy::begin(const SearchGraph& /*graph*/, const Choice& choice)
{
    m_entries[choice.parents.front()].growth.begin();
    rerank(choice.parents.front());
}

void GreedyPolicy::finish(const SearchGraph& graph, const Choice& choice, std::optional<NodeNumber> node)
{
    const NodeNumber parent = choice.parents.front();
    m_entries[parent].growth.finish(graph, choice, node);
    rerank(parent);
    if (node) {
        plant(graph, *node);
    }
}

void GreedyPolicy::plant(const SearchGraph& graph, NodeNumber node)
{
    m_entries.resize(graph.size());
    m_eligible.resize(graph.size());
    place(graph, node);
}

void GreedyPolicy::steered(const SearchGraph& graph)
{
    for (NodeNumber node = 0; node < m_entries.size(); ++node) {
        place(graph, node);
    }
}

} // namespace espalier
