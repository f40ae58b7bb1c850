#pragma once

#include "core/graph/node.h"
#include "core/graph/steerstate.h"

#include <optional>
#include <set>
#include <span>
#include <vector>

namespace espalier {

/// The search graph in memory: dense, append-only, numbers never reused. The controller has one and the window has its
/// own, each fed from the store; no locks, one thread each. Add and apply cost O(depth) at most.
class SearchGraph
{
public:
    /// The node's number must be size() and its parents must exist; false and no change otherwise.
    bool add(Node node);
    /// Folds one steering command; false and no change when its node does not exist or steerProblem() finds fault.
    bool apply(const SteerCommand& command);

    std::size_t size() const { return m_nodes.size(); }
    const Node& node(NodeNumber number) const { return m_nodes[number]; }
    const NodeState& state(NodeNumber number) const { return m_states[number]; }
    /// What steering has said of the whole session.
    const SessionState& session() const { return m_session; }
    /// Nodes whose first parent this is, in order of creation.
    std::span<const NodeNumber> children(NodeNumber number) const { return m_children[number]; }
    /// First parent; none for the root.
    std::optional<NodeNumber> parent(NodeNumber number) const;
    int depth(NodeNumber number) const { return m_depths[number]; }

    /// Pruned itself or below a pruned node (by first parents).
    bool isPruned(NodeNumber number) const;
    /// Not pruned, and at or below the node that the search is focused on, where it is.
    bool mayGrow(NodeNumber number) const;
    /// Product of the boosts from the root down to this node.
    double boost(NodeNumber number) const;
    /// The nearest hint at or above this node; empty when none.
    std::string hint(NodeNumber number) const;
    /// From the root to the node, by first parents.
    std::vector<NodeNumber> lineage(NodeNumber number) const;
    /// The correct node that is not pruned with the highest vouched speedup; ties go to the older. None when there is
    /// no correct node.
    std::optional<NodeNumber> best() const;
    /// The `count` best of them, best first. Costs what it returns, and what is pruned above it.
    std::vector<NodeNumber> top(std::size_t count) const;

private:
    std::vector<Node> m_nodes;
    std::vector<NodeState> m_states;
    SessionState m_session;
    std::vector<std::vector<NodeNumber>> m_children;
    std::vector<int> m_depths;
    std::set<std::pair<double, NodeNumber>> m_ranking; ///< correct nodes, best first: {-vouched, number}
};

} // namespace espalier
