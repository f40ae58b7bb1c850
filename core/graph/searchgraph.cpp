#include "core/graph/searchgraph.h"

#include <algorithm>
#include <cmath>

namespace espalier {

bool SearchGraph::add(Node node)
{
    const auto number = static_cast<NodeNumber>(m_nodes.size());
    const bool rootly = number == 0 && node.parents.empty();
    const bool childly =
        !node.parents.empty() && std::ranges::all_of(node.parents, [&](NodeNumber p) { return p < number; });
    if (node.number != number || !(rootly || childly)) {
        return false;
    }
    m_depths.push_back(rootly ? 0 : m_depths[node.parents.front()] + 1);
    if (!rootly) {
        m_children[node.parents.front()].push_back(number);
    }
    if (isValid(node.verdict) && std::isfinite(node.fitness)) {
        m_ranking.emplace(-vouched(node), number);
    }
    m_nodes.push_back(std::move(node));
    m_states.emplace_back();
    m_children.emplace_back();
    return true;
}

bool SearchGraph::apply(const SteerCommand& command)
{
    if (!command.node) {
        return true;
    }
    if (*command.node >= size()) {
        return false;
    }
    NodeState& state = m_states[*command.node];
    switch (command.verb) {
    case SteerVerb::Prune:
        state.pruned = true;
        break;
    case SteerVerb::Restore:
        state.pruned = false;
        break;
    case SteerVerb::Pin:
        state.pinned = true;
        break;
    case SteerVerb::Unpin:
        state.pinned = false;
        break;
    case SteerVerb::Boost:
        state.boost = std::clamp(command.value, 0.01, 100.0);
        break;
    case SteerVerb::Expand:
        state.expandsLeft =
            std::clamp(state.expandsLeft + static_cast<int>(std::clamp(command.value, -1e6, 1e6)), 0, 10'000);
        break;
    case SteerVerb::Hint:
        state.hint = command.text;
        break;
    case SteerVerb::Memory:
        state.memory = command.text;
        break;
    case SteerVerb::Add:
    case SteerVerb::Pause:
    case SteerVerb::Resume:
    case SteerVerb::Step:
    case SteerVerb::Stop:
    default: // isReview()
        break;
    }
    return true;
}

void SearchGraph::countExpansion(NodeNumber number)
{
    m_states[number].expandsLeft = std::max(0, m_states[number].expandsLeft - 1);
}

std::optional<NodeNumber> SearchGraph::parent(NodeNumber number) const
{
    const auto& parents = m_nodes[number].parents;
    return parents.empty() ? std::nullopt : std::optional(parents.front());
}

bool SearchGraph::isPruned(NodeNumber number) const
{
    for (std::optional<NodeNumber> at = number; at; at = parent(*at)) {
        if (m_states[*at].pruned) {
            return true;
        }
    }
    return false;
}

double SearchGraph::boost(NodeNumber number) const
{
    double product = 1;
    for (std::optional<NodeNumber> at = number; at; at = parent(*at)) {
        product *= m_states[*at].boost;
    }
    return product;
}

std::string SearchGraph::hint(NodeNumber number) const
{
    for (std::optional<NodeNumber> at = number; at; at = parent(*at)) {
        if (!m_states[*at].hint.empty()) {
            return m_states[*at].hint;
        }
    }
    return {};
}

std::vector<NodeNumber> SearchGraph::lineage(NodeNumber number) const
{
    std::vector<NodeNumber> line;
    for (std::optional<NodeNumber> at = number; at; at = parent(*at)) {
        line.push_back(*at);
    }
    std::ranges::reverse(line);
    return line;
}

std::optional<NodeNumber> SearchGraph::best() const
{
    const std::vector<NodeNumber> first = top(1);
    return first.empty() ? std::nullopt : std::optional(first.front());
}

std::vector<NodeNumber> SearchGraph::top(std::size_t count) const
{
    std::vector<NodeNumber> list;
    for (auto at = m_ranking.begin(); at != m_ranking.end() && list.size() < count; ++at) {
        if (!isPruned(at->second)) {
            list.push_back(at->second);
        }
    }
    return list;
}

} // namespace espalier
