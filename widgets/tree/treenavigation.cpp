#include "widgets/tree/treenavigation.h"

namespace espalier {
namespace {

NodeNumber neighbour(const TreeLayout& layout, NodeNumber node, bool down)
{
    const LeafRows& rows = layout.rows();
    const int depth = rows.depth(node);
    const int from = rows.top(node);
    NodeNumber found = node;
    int at = down ? rows.rows() : -1;
    rows.visit(down ? from : 0, down ? rows.rows() : from + 1, [&](LeafRows::Item item, int top) {
        if (rows.depth(item) == depth && (down ? top > from && top < at : top < from && top > at)) {
            at = top;
            found = item;
        }
    });
    return found;
}

} // namespace

NodeNumber stepFrom(const TreeLayout& layout, NodeNumber node, TreeStep step)
{
    if (step == TreeStep::Up || step == TreeStep::Down) {
        return neighbour(layout, node, step == TreeStep::Down);
    }
    if (step == TreeStep::Left) {
        return layout.graph().parent(node).value_or(node);
    }
    NodeNumber best = node;
    double bestFitness = -1;
    for (const NodeNumber child : layout.graph().children(node)) {
        const double below = layout.folding().subtreeBest(child);
        if (!layout.rows().isHidden(child) && below > bestFitness) {
            best = child;
            bestFitness = below;
        }
    }
    return best;
}

} // namespace espalier
