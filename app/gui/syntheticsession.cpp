#include "app/gui/syntheticsession.h"

#include <algorithm>
#include <cmath>

namespace espalier {

Node SyntheticSession::nextNode()
{
    Node node;
    node.number = m_next++;
    node.step = static_cast<int>(node.number);
    if (node.number > 0) {
        // Half the nodes continue a recent one, so that the tree is some fifty deep; the rest branch anywhere.
        const std::uint64_t window = m_rng.uniform() < 0.5 ? std::min<std::uint64_t>(node.number, 40) : node.number;
        node.parents = {static_cast<NodeNumber>(node.number - 1 - m_rng.below(window))};
        node.edge = EdgeKind::Refine;
    }
    node.verdict = m_rng.uniform() < 0.25 ? Verdict::Wrong : Verdict::Accepted;
    node.fitness = node.verdict == Verdict::Accepted ? std::exp2(m_rng.normal()) : 0;
    node.summary = "tile: columns by 128";
    return node;
}

FeedBatch SyntheticSession::next(int nodes)
{
    FeedBatch batch;
    batch.reset = m_next == 0;
    batch.session.id = 1;
    for (int i = 0; i < nodes; ++i) {
        batch.nodes.push_back(nextNode());
    }
    return batch;
}

} // namespace espalier
