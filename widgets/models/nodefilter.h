#pragma once

#include "widgets/models/nodesearch.h"

#include <QString>

#include <set>
#include <string>

namespace espalier {

/// What people and the search have made of a node.
enum class NodeMark { Open, Leaf, Pruned, Pinned, Boosted, Hinted, Bookmarked, InReview, Merged };
inline constexpr int kNodeMarks = static_cast<int>(NodeMark::Merged) + 1;

/// Which nodes stay bright. Whatever is set here must hold of a node; of several verdicts, states, bounds or skills one
/// is enough. A value.
struct NodeFilter
{
    std::set<Verdict> verdicts{}; ///< empty: whatever it is; likewise below
    std::set<NodeMark> marks{};
    std::set<Bound> bounds{};
    std::set<std::string> skills{};
    double least = 0; ///< speedup; 0: no limit
    double most = 0;  ///< the same
    QString text{};   ///< as NodeQuery reads it

    bool isEmpty() const { return *this == NodeFilter{}; }
    bool operator==(const NodeFilter&) const = default;
};

/// Whether a mark is on this node. `pruned`: it or a node above it.
bool hasMark(NodeMark mark, const SearchGraph& graph, const NodeReview& review, NodeNumber node, bool pruned);

} // namespace espalier
