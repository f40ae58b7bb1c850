#include "app/gui/benchtree.h"

#include <QGraphicsLineItem>
#include <QGraphicsRectItem>

#include <cmath>

namespace espalier {

void BenchCanvas::zoomReset()
{
    m_canvas.zoomReset();
    m_canvas.centreOnRow(m_canvas.layoutOfTree().rows().rows() / 2.0);
}

void BenchCanvas::zoom(int steps)
{
    for (int i = 0; i < std::abs(steps); ++i) {
        steps > 0 ? m_canvas.zoomIn() : m_canvas.zoomOut();
    }
}

BenchScene::BenchScene()
{
    m_view.setFrameShape(QFrame::NoFrame);
    m_view.setMouseTracking(true);
}

void BenchScene::addItem(NodeNumber number)
{
    const Node& node = m_graph.node(number);
    const Theme theme = Theme::light();
    const TreeGeometry geometry(m_layout, TreeGeometry::kRow, TreeGeometry::kColumn);
    const QRectF box(0, 0, geometry.nodeWidth(), geometry.nodeHeight());
    QPen line(theme.color(Role::Line));
    line.setCosmetic(true);
    m_boxes.push_back(
        m_scene.addRect(box, line, isValid(node.verdict) ? theme.ramp(node.fitness) : theme.color(Role::Bad)));
    m_boxes.back()->setAcceptHoverEvents(true);
    m_edges.push_back(node.parents.empty() ? nullptr : m_scene.addLine(QLineF(), line));
}

void BenchScene::take(const FeedBatch& batch)
{
    for (const Node& node : batch.nodes) {
        m_graph.add(node);
    }
    m_layout.sync({}, {});
    m_layout.openAll();
    for (auto number = static_cast<NodeNumber>(m_boxes.size()); number < m_graph.size(); ++number) {
        addItem(number);
    }
    place();
}

void BenchScene::place()
{
    const TreeGeometry geometry(m_layout, TreeGeometry::kRow, TreeGeometry::kColumn);
    const LeafRows& rows = m_layout.rows();
    rows.visit(0, rows.rows(), [&](LeafRows::Item item, int top) {
        const QRectF box = geometry.nodeRect(item, top);
        m_boxes[item]->setPos(box.topLeft());
        if (QGraphicsLineItem* edge = m_edges[item]) {
            const QPointF from = m_boxes[*rows.parent(item)]->pos() + QPointF(box.width(), box.height() / 2);
            edge->setLine(QLineF(from, {box.left(), box.center().y()}));
        }
    });
    m_scene.setSceneRect(QRectF(QPointF(), geometry.contentSize()));
}

void BenchScene::fit()
{
    m_view.fitInView(m_scene.sceneRect(), Qt::IgnoreAspectRatio);
}

void BenchScene::zoomReset()
{
    m_view.resetTransform();
    m_view.centerOn(m_scene.sceneRect().center());
}

void BenchScene::zoom(int steps)
{
    m_view.scale(std::exp2(steps / 4.0), std::exp2(steps / 4.0));
}

} // namespace espalier
