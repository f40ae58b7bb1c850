#include "widgets/tree/treegeometry.h"

#include <algorithm>
#include <cmath>

namespace espalier {

Detail TreeGeometry::detail(double devicePixelRatio) const
{
    if (m_row * devicePixelRatio < 3) {
        return Detail::Cells;
    }
    if (m_row < 15 || m_column < 88) {
        return Detail::Bars;
    }
    return m_row < 46 ? Detail::Labels : Detail::Lines;
}

QSizeF TreeGeometry::contentSize() const
{
    return {2 * kMargin + (m_layout->maxDepth() + kLastColumn) * m_column,
            2 * kMargin + m_layout->rows().rows() * m_row};
}

QRectF TreeGeometry::rectAt(int depth, double row, double width, double height) const
{
    return {columnX(depth), rowY(row) - height / 2, width, height};
}

QRectF TreeGeometry::nodeRect(NodeNumber node) const
{
    return nodeRect(node, m_layout->rows().top(node));
}

QRectF TreeGeometry::nodeRect(NodeNumber node, int itsTop) const
{
    const LeafRows& rows = m_layout->rows();
    return rectAt(rows.depth(node), rows.centre(node, itsTop), nodeWidth(), nodeHeight());
}

QRectF TreeGeometry::stubRect(NodeNumber node, int itsTop) const
{
    const LeafRows& rows = m_layout->rows();
    return rectAt(rows.depth(node) + 1, rows.extraTop(node, itsTop), m_column * 150 / kColumn, m_row * 20 / kRow);
}

QRectF TreeGeometry::inFlightRect(NodeNumber node, int itsTop) const
{
    const LeafRows& rows = m_layout->rows();
    const int below = m_layout->stub(node) != nullptr ? 1 : 0;
    return rectAt(rows.depth(node) + 1, rows.extraTop(node, itsTop) + below, nodeWidth(), m_row * 20 / kRow);
}

std::pair<int, int> TreeGeometry::rowsBetween(double top, double bottom) const
{
    const int all = m_layout->rows().rows();
    const auto clamped = [all](double row) { return static_cast<int>(std::clamp(row, 0.0, double(all))); };
    return {clamped(std::floor((top - kMargin) / m_row)), clamped(std::floor((bottom - kMargin) / m_row) + 1)};
}

std::optional<TreeItem> TreeGeometry::itemAt(QPointF position) const
{
    const auto [first, end] = rowsBetween(position.y(), position.y());
    // Small rows are still targets: a click counts for the nearest node within half a row.
    const double slackX = std::max(0.0, 4 - nodeWidth() / 2);
    std::optional<TreeItem> hit;
    m_layout->rows().visit(first, end, [&](LeafRows::Item item, int top) {
        const auto consider = [&](TreeItem::Kind kind, const QRectF& rect) {
            const double slackY = (m_row - rect.height()) / 2 + std::max(0.0, 4 - m_row / 2);
            if (rect.adjusted(-slackX, -slackY, slackX, slackY).contains(position)) {
                hit = TreeItem{kind, item, rect};
            }
        };
        consider(TreeItem::Kind::Node, nodeRect(item, top));
        if (m_layout->stub(item) != nullptr) {
            consider(TreeItem::Kind::Stub, stubRect(item, top));
        }
        if (m_layout->rows().extraRows(item) > (m_layout->stub(item) != nullptr ? 1 : 0)) {
            consider(TreeItem::Kind::InFlight, inFlightRect(item, top));
        }
    });
    return hit;
}

} // namespace espalier
