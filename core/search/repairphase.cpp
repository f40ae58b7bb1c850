#include "core/search/repairphase.h"

namespace espalier {
namespace {

bool isMendable(Verdict verdict)
{
    return !isValid(verdict) && !isUndecided(verdict) && verdict != Verdict::Cheat && verdict != Verdict::Blocked;
}

/// Failed nodes in a row that end in this one.
int failuresUpTo(const SearchGraph& graph, NodeNumber node)
{
    int failures = 0;
    for (std::optional<NodeNumber> at = node; at && !isValid(graph.node(*at).verdict); at = graph.parent(*at)) {
        ++failures;
    }
    return failures;
}

} // namespace

std::optional<Choice> RepairPhase::choose(const SearchGraph& graph, Rng& rng) const
{
    for (const NodeNumber node : m_broken) {
        if (graph.mayGrow(node)) {
            return Choice{{node},
                          EdgeKind::Refine,
                          "inherit",
                          "repair " + std::to_string(failuresUpTo(graph, node)) + " of " + std::to_string(kRepairs) +
                              ": node " + std::to_string(node) + " failed (" +
                              std::string(toText(graph.node(node).verdict)) + "), and its reason is known"};
        }
    }
    return m_inner->choose(graph, rng);
}

void RepairPhase::begin(const SearchGraph& graph, const Choice& choice)
{
    m_broken.erase(choice.parents.front());
    m_inner->begin(graph, choice);
}

void RepairPhase::finish(const SearchGraph& graph, const Choice& choice, std::optional<NodeNumber> node)
{
    if (node && isMendable(graph.node(*node).verdict) && failuresUpTo(graph, *node) <= kRepairs) {
        m_broken.insert(*node);
    }
    m_inner->finish(graph, choice, node);
}

void RepairPhase::plant(const SearchGraph& graph, NodeNumber node)
{
    m_inner->plant(graph, node);
}

void RepairPhase::steered(const SearchGraph& graph)
{
    m_inner->steered(graph);
}

} // namespace espalier
