#include "widgets/tree/iciclelayout.h"

#include <algorithm>
#include <cmath>

namespace espalier {

void IcicleSums::sync()
{
    for (auto number = static_cast<NodeNumber>(m_sums.size()); number < m_graph.size(); ++number) {
        const double fitness = m_graph.node(number).fitness;
        m_sums.emplace_back();
        int height = 0;
        for (std::optional<NodeNumber> at = number; at; at = m_graph.parent(*at), ++height) {
            Sum& sum = m_sums[*at];
            ++sum.nodes;
            sum.height = std::max(sum.height, height);
            sum.best = std::max(sum.best, fitness);
        }
    }
}

IcicleGeometry::IcicleGeometry(const IcicleSums& sums, NodeNumber root, const QRectF& area)
    : m_sums(&sums), m_root(root), m_area(area), m_rows(area.width() >= area.height())
{
    const double depth = m_rows ? area.height() : area.width();
    const int wanted = sums.height(root) + 1;
    m_levels = std::clamp(static_cast<int>(depth / kThinnest), 1, wanted);
    m_thickness = std::clamp(depth / m_levels, 1.0, m_rows ? kThickest : 4 * kThickest);
    m_unit = (m_rows ? area.width() : area.height()) / sums.nodes(root);
}

QRectF IcicleGeometry::rect(int level, double start, double nodes) const
{
    return m_rows
               ? QRectF(m_area.left() + start * m_unit, m_area.top() + level * m_thickness, nodes * m_unit, m_thickness)
               : QRectF(m_area.left() + level * m_thickness, m_area.top() + start * m_unit, m_thickness,
                        nodes * m_unit);
}

QRectF IcicleGeometry::rect(NodeNumber node) const
{
    const SearchGraph& graph = m_sums->graph();
    double start = 0;
    int level = 0;
    NodeNumber at = node;
    for (; at != m_root; ++level) {
        const std::optional<NodeNumber> parent = graph.parent(at);
        if (!parent) {
            return {};
        }
        for (const NodeNumber sibling : graph.children(*parent)) {
            if (sibling == at) {
                break;
            }
            start += m_sums->nodes(sibling);
        }
        at = *parent;
    }
    return level < m_levels ? rect(level, start, m_sums->nodes(node)) : QRectF();
}

std::optional<NodeNumber> IcicleGeometry::at(QPointF position) const
{
    const QPointF from = position - m_area.topLeft();
    const double along = (m_rows ? from.x() : from.y()) / m_unit;
    const int level = static_cast<int>(std::floor((m_rows ? from.y() : from.x()) / m_thickness));
    if (level < 0 || level >= m_levels || along < 0 || along >= m_sums->nodes(m_root)) {
        return std::nullopt;
    }
    NodeNumber node = m_root;
    double start = 0;
    for (int i = 0; i < level; ++i) {
        std::optional<NodeNumber> next;
        for (const NodeNumber child : m_sums->graph().children(node)) {
            if (along < start + m_sums->nodes(child)) {
                next = child;
                break;
            }
            start += m_sums->nodes(child);
        }
        if (!next) {
            return std::nullopt; // beside the last child
        }
        node = *next;
    }
    return node;
}

namespace {

std::optional<NodeNumber> sibling(const SearchGraph& graph, NodeNumber node, int by)
{
    const std::optional<NodeNumber> parent = graph.parent(node);
    if (!parent) {
        return std::nullopt;
    }
    const auto children = graph.children(*parent);
    const auto at = std::ranges::find(children, node) - children.begin() + by;
    return at >= 0 && at < static_cast<std::ptrdiff_t>(children.size())
               ? std::optional(children[static_cast<std::size_t>(at)])
               : std::nullopt;
}

/// The first (`by` 1) or last node of this depth at or below the node.
std::optional<NodeNumber> firstAt(const SearchGraph& graph, NodeNumber node, int depth, int by)
{
    std::vector<NodeNumber> stack{node};
    while (!stack.empty()) {
        const NodeNumber at = stack.back();
        stack.pop_back();
        if (graph.depth(at) == depth) {
            return at;
        }
        const auto children = graph.children(at);
        by > 0 ? stack.insert(stack.end(), children.rbegin(), children.rend())
               : stack.insert(stack.end(), children.begin(), children.end());
    }
    return std::nullopt;
}

} // namespace

NodeNumber icicleNeighbour(const SearchGraph& graph, NodeNumber root, NodeNumber node, int by)
{
    const int depth = graph.depth(node);
    NodeNumber at = node;
    while (at != root) {
        if (const auto next = sibling(graph, at, by)) {
            if (const auto found = firstAt(graph, *next, depth, by)) {
                return *found;
            }
            at = *next;
        } else if (const auto parent = graph.parent(at)) {
            at = *parent;
        } else {
            break;
        }
    }
    return node;
}

} // namespace espalier
