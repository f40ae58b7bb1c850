#include "widgets/models/nodefilter.h"

namespace espalier {

bool hasMark(NodeMark mark, const SearchGraph& graph, const NodeReview& review, NodeNumber node, bool pruned)
{
    const NodeState& state = graph.state(node);
    switch (mark) {
    case NodeMark::Open:
        return !pruned && isValid(graph.node(node).verdict);
    case NodeMark::Leaf:
        return graph.children(node).empty();
    case NodeMark::Pruned:
        return pruned;
    case NodeMark::Pinned:
        return state.pinned;
    case NodeMark::Boosted:
        return state.boost != 1;
    case NodeMark::Hinted:
        return !state.hint.empty();
    case NodeMark::Bookmarked:
        return review.bookmarked;
    case NodeMark::InReview:
        return review.state != ReviewState::None;
    case NodeMark::Merged:
        return graph.node(node).parents.size() > 1;
    }
    return false;
}

} // namespace espalier
