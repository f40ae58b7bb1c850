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
    return {2 * kMargin + (m_layout->maxDepth() + kLastColumn) * m_column, 2 * kMargin + rows() * m_row};
}

double TreeGeometry::rowOf(NodeNumber node) const
{
    return m_places != nullptr ? m_places->row(m_layout->rows(), node) : m_layout->rows().centre(node);
}

double TreeGeometry::extraRow(NodeNumber node, int itsTop, int index) const
{
    return m_places != nullptr ? m_places->extra(m_layout->rows(), node, index)
                               : m_layout->rows().extraTop(node, itsTop) + index;
}

std::pair<double, double> TreeGeometry::span(NodeNumber node) const
{
    if (m_places != nullptr) {
        const auto [low, high] = m_places->span(m_layout->rows(), node);
        return {low, high + 1};
    }
    const int top = m_layout->rows().top(node);
    return {top, top + m_layout->rows().span(node)};
}

QRectF TreeGeometry::rectAt(int depth, double row, double width, double height) const
{
    return {columnX(depth), rowY(row) - height / 2, width, height};
}

QRectF TreeGeometry::nodeRect(NodeNumber node) const
{
    return rectAt(m_layout->rows().depth(node), rowOf(node), nodeWidth(), nodeHeight());
}

QRectF TreeGeometry::nodeRect(NodeNumber node, int itsTop) const
{
    return rectAt(m_layout->rows().depth(node), rowOf(node, itsTop), nodeWidth(), nodeHeight());
}

QRectF TreeGeometry::stubRect(NodeNumber node, int itsTop) const
{
    return rectAt(m_layout->rows().depth(node) + 1, extraRow(node, itsTop, 0), m_column * 150 / kColumn,
                  m_row * 20 / kRow);
}

QRectF TreeGeometry::inFlightRect(NodeNumber node, int itsTop) const
{
    const int below = m_layout->stub(node) != nullptr ? 1 : 0;
    return rectAt(m_layout->rows().depth(node) + 1, extraRow(node, itsTop, below), nodeWidth(), m_row * 20 / kRow);
}

std::pair<int, int> TreeGeometry::rowsBetween(double top, double bottom) const
{
    const int all = static_cast<int>(std::ceil(rows()));
    const auto clamped = [all](double row) { return static_cast<int>(std::clamp(row, 0.0, double(all))); };
    return {clamped(std::floor((top - kMargin) / m_row)), clamped(std::floor((bottom - kMargin) / m_row) + 1)};
}

std::optional<TreeItem> TreeGeometry::itemAt(QPointF position) const
{
    const auto [first, end] = rowsBetween(position.y(), position.y());
    // Small rows are still targets: a click counts for the nearest node within half a row.
    const double slackX = std::max(0.0, 4 - nodeWidth() / 2);
    std::optional<TreeItem> hit;
    visit(first, end, [&](LeafRows::Item item, int top) {
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
