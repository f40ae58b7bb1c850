// How IcicleView answers the mouse and the keyboard; what it shows is in icicleview.cpp.
#include "widgets/common/format.h"
#include "widgets/tree/icicleview.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QToolTip>

namespace espalier {

void IcicleView::mousePressEvent(QMouseEvent* event)
{
    if (isEmpty()) {
        return;
    }
    if (wayOut().contains(event->position())) {
        zoomOut();
        return;
    }
    const std::optional<NodeNumber> node = geometryOfTree().at(event->position());
    if (!node) {
        return;
    }
    if (event->modifiers().testFlag(Qt::ControlModifier)) {
        m_selection.toggle(*node);
    } else if (event->button() == Qt::LeftButton || !m_selection.all().contains(*node)) {
        m_selection.select(*node);
    }
}

void IcicleView::mouseDoubleClickEvent(QMouseEvent* event)
{
    const auto node = isEmpty() ? std::nullopt : geometryOfTree().at(event->position());
    if (event->button() == Qt::LeftButton && node) {
        // On what already fills the view it leads out again.
        *node == m_root ? zoomOut() : zoomTo(*node);
    }
}

void IcicleView::mouseMoveEvent(QMouseEvent* event)
{
    hover(isEmpty() ? std::nullopt : geometryOfTree().at(event->position()));
}

void IcicleView::leaveEvent(QEvent*)
{
    hover(std::nullopt);
}

NodeNumber IcicleView::bestChild(NodeNumber node) const
{
    NodeNumber best = node;
    for (const NodeNumber child : m_live.graph().children(node)) {
        if (best == node || m_sums.best(child) > m_sums.best(best)) {
            best = child;
        }
    }
    return best;
}

bool IcicleView::handleKey(int key)
{
    const NodeNumber now = std::min(m_selection.node().value_or(m_root), static_cast<NodeNumber>(m_sums.size() - 1));
    const bool rows = geometryOfTree().inRows();
    if (key == (rows ? Qt::Key_Down : Qt::Key_Right)) {
        m_selection.select(bestChild(now));
    } else if (key == (rows ? Qt::Key_Up : Qt::Key_Left)) {
        m_selection.select(m_live.graph().parent(now).value_or(now));
    } else if (key == (rows ? Qt::Key_Right : Qt::Key_Down)) {
        m_selection.select(icicleNeighbour(m_live.graph(), m_root, now, 1));
    } else if (key == (rows ? Qt::Key_Left : Qt::Key_Up)) {
        m_selection.select(icicleNeighbour(m_live.graph(), m_root, now, -1));
    } else if (key == Qt::Key_Return || key == Qt::Key_Enter) {
        zoomTo(now);
    } else if (key == Qt::Key_Backspace) {
        zoomOut();
    } else if (key == Qt::Key_Home) {
        zoomTo(0);
        m_selection.select(0);
    } else {
        return false;
    }
    return true;
}

void IcicleView::keyPressEvent(QKeyEvent* event)
{
    const bool plain = (event->modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier;
    if (isEmpty() || !plain || !handleKey(event->key())) {
        QWidget::keyPressEvent(event);
    }
}

void IcicleView::contextMenuEvent(QContextMenuEvent* event)
{
    if (isEmpty()) {
        return;
    }
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    const std::optional<NodeNumber> node = byKey ? m_selection.node() : geometryOfTree().at(QPointF(event->pos()));
    if (!node || *node >= m_sums.size()) {
        return;
    }
    if (!m_selection.all().contains(*node)) {
        m_selection.select(*node);
    }
    const QPoint at = byKey ? geometryOfTree().rect(*node).bottomLeft().toPoint() : event->pos();
    Q_EMIT menuRequested(*node, mapToGlobal(at));
}

void IcicleView::focusInEvent(QFocusEvent*)
{
    update();
}

void IcicleView::focusOutEvent(QFocusEvent*)
{
    update();
}

bool IcicleView::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const auto node = isEmpty() ? std::nullopt : geometryOfTree().at(QPointF(help->pos()));
        node ? QToolTip::showText(help->globalPos(), format::tip(tipOf(*node)), this) : QToolTip::hideText();
        return true;
    }
    return QWidget::event(event);
}

} // namespace espalier
