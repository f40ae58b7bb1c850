// How several nodes are chosen in TreeCanvas; what it shows is in treecanvas.cpp.
#include "widgets/tree/treecanvas.h"

#include <QPainter>

namespace espalier {

std::set<NodeNumber> TreeCanvas::nodesIn(const QRectF& content) const
{
    std::set<NodeNumber> nodes;
    const TreeGeometry geometry = geometryOfTree();
    const auto [first, end] = geometry.rowsBetween(content.top(), content.bottom());
    geometry.visit(first, end, [&](LeafRows::Item item, int top) {
        if (geometry.nodeRect(item, top).intersects(content)) {
            nodes.insert(item);
        }
    });
    return nodes;
}

/// Everything shown between the node looked at and this one, as if a band were drawn around both.
void TreeCanvas::extendTo(NodeNumber node)
{
    const TreeGeometry geometry = geometryOfTree();
    const NodeNumber from = m_layout.shownAncestor(m_selection.node().value_or(node));
    const std::optional<NodeNumber> looked = m_selection.node();
    std::set<NodeNumber> nodes = nodesIn(geometry.nodeRect(from).united(geometry.nodeRect(node)));
    if (looked) {
        nodes.insert(*looked);
    }
    m_selection.selectAll(std::move(nodes));
}

void TreeCanvas::beginBand(QPoint at)
{
    m_bandFrom = contentAt(at);
    m_bandTo = *m_bandFrom;
    viewport()->setCursor(Qt::CrossCursor);
}

void TreeCanvas::moveBand(QPoint at)
{
    m_bandTo = contentAt(at);
    viewport()->update();
}

void TreeCanvas::endBand()
{
    if (!m_bandFrom) {
        return;
    }
    const QRectF band = bandRect();
    m_bandFrom.reset();
    viewport()->update();
    if (band.width() < 4 && band.height() < 4) {
        return; // a click beside the nodes
    }
    if (std::set<NodeNumber> nodes = nodesIn(band); !nodes.empty()) {
        setFollow(Follow::Nothing);
        m_selection.selectAll(std::move(nodes));
    }
}

QRectF TreeCanvas::bandRect() const
{
    return m_bandFrom ? QRectF(*m_bandFrom, m_bandTo).normalized() : QRectF();
}

void TreeCanvas::paintBand(QPainter& painter, const Theme& theme) const
{
    if (!m_bandFrom) {
        return;
    }
    QColor fill = theme.color(Role::Accent);
    painter.setPen(fill);
    fill.setAlpha(32);
    painter.setBrush(fill);
    painter.drawRect(bandRect().adjusted(0.5, 0.5, -0.5, -0.5));
}

void TreeCanvas::chosenChanged()
{
    m_marks.chosen = m_selection.all().size() > 1 ? m_selection.all() : std::set<NodeNumber>();
    viewport()->update();
    if (m_selection.all().size() > 1) {
        setAccessibleDescription(tr("%n nodes selected", nullptr, static_cast<int>(m_selection.all().size())));
    }
}

void TreeCanvas::selectMatches()
{
    std::set<NodeNumber> nodes;
    for (auto node = m_marks.matches.from(0); m_marks.searching && node; node = m_marks.matches.from(*node + 1)) {
        nodes.insert(*node);
    }
    if (!m_marks.searching) {
        m_layout.rows().visit(0, m_layout.rows().rows(), [&](LeafRows::Item item, int) { nodes.insert(item); });
    }
    if (!nodes.empty()) {
        setFollow(Follow::Nothing);
        m_selection.selectAll(std::move(nodes));
    }
}

} // namespace espalier
