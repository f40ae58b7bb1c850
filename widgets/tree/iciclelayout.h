#pragma once

#include "core/graph/searchgraph.h"

#include <QRectF>

#include <optional>
#include <vector>

namespace espalier {

/// How many nodes are at and below each node, how deep that goes and how good the best of them is. Follows one
/// SearchGraph; a new node costs its depth.
class IcicleSums
{
public:
    explicit IcicleSums(const SearchGraph& graph) : m_graph(graph) {}

    void clear() { m_sums.clear(); }
    /// Takes over the graph's new nodes.
    void sync();
    std::size_t size() const { return m_sums.size(); }
    const SearchGraph& graph() const { return m_graph; }
    /// The node itself included.
    int nodes(NodeNumber node) const { return m_sums[node].nodes; }
    /// Levels below the node; 0 for a leaf.
    int height(NodeNumber node) const { return m_sums[node].height; }
    double best(NodeNumber node) const { return m_sums[node].best; }

private:
    struct Sum
    {
        int nodes = 0;
        int height = 0;
        double best = 0;
    };

    const SearchGraph& m_graph;
    std::vector<Sum> m_sums;
};

/// Where each node of a subtree is in an icicle: one level beside the other, each node as long as the number of nodes
/// at and below it, its children side by side along it. The remainder at its end is its own share. Depth runs along
/// the shorter side of the area: rows in a wide one, columns in a tall one. A value; asks the sums, stores no places.
class IcicleGeometry
{
public:
    static constexpr double kThinnest = 9; ///< logical pixels of a level; those that do not fit are not drawn
    static constexpr double kThickest = 40;

    IcicleGeometry(const IcicleSums& sums, NodeNumber root, const QRectF& area);

    /// Depth runs downwards, else to the right.
    bool inRows() const { return m_rows; }
    NodeNumber root() const { return m_root; }
    /// Levels that fit, the root's included.
    int levels() const { return m_levels; }
    int hiddenLevels() const { return m_sums->height(m_root) + 1 - m_levels; }
    /// Pixels for one node.
    double unit() const { return m_unit; }
    /// Null outside the subtree and below the levels that fit.
    QRectF rect(NodeNumber node) const;
    /// `level` from the root's, `start` in nodes from its beginning.
    QRectF rect(int level, double start, double nodes) const;
    std::optional<NodeNumber> at(QPointF position) const;

    /// Calls visit(node, level, start) for the root and everything below it that fits, parents before children, as
    /// long as visit says that what is below is wanted too.
    template <class Visit>
    void visit(Visit&& visit) const
    {
        struct Step
        {
            NodeNumber node;
            int level;
            double start;
        };
        std::vector<Step> stack{{m_root, 0, 0}};
        while (!stack.empty()) {
            const Step step = stack.back();
            stack.pop_back();
            if (!visit(step.node, step.level, step.start) || step.level + 1 >= m_levels) {
                continue;
            }
            double start = step.start;
            for (const NodeNumber child : m_sums->graph().children(step.node)) {
                stack.push_back({child, step.level + 1, start});
                start += m_sums->nodes(child);
            }
        }
    }

private:
    const IcicleSums* m_sums;
    NodeNumber m_root;
    QRectF m_area;
    bool m_rows;
    int m_levels = 1;
    double m_thickness = kThickest;
    double m_unit = 1;
};

/// The next node (`by` 1) or the one before (-1) at the same depth below `root`; the node itself at the end.
NodeNumber icicleNeighbour(const SearchGraph& graph, NodeNumber root, NodeNumber node, int by);

} // namespace espalier
