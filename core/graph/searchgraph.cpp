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
    if (steerProblem(command) || (command.node && *command.node >= size())) {
        return false;
    }
    if (isForSession(command)) {
        fold(command, m_session);
    } else if (command.node) {
        fold(command, m_states[*command.node]);
    }
    return true;
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

bool SearchGraph::mayGrow(NodeNumber number) const
{
    bool inside = !m_session.focus;
    for (std::optional<NodeNumber> at = number; at; at = parent(*at)) {
        if (m_states[*at].pruned) {
            return false;
        }
        inside = inside || at == m_session.focus;
    }
    return inside;
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
