// How TreeCanvas answers the mouse and the keyboard; what it shows is in treecanvas.cpp.
#include "widgets/common/format.h"
#include "widgets/tree/treecanvas.h"
#include "widgets/tree/treenavigation.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QToolTip>

namespace espalier {

void TreeCanvas::mousePressEvent(QMouseEvent* event)
{
    const std::optional<TreeItem> item = itemAt(event->pos());
    const bool shift = event->modifiers().testFlag(Qt::ShiftModifier);
    if (event->button() == Qt::LeftButton && shift && !item) {
        beginBand(event->pos());
        return;
    }
    if (event->button() == Qt::MiddleButton || (event->button() == Qt::LeftButton && !item)) {
        m_dragging = true;
        m_dragFrom = event->pos();
        viewport()->setCursor(Qt::ClosedHandCursor);
        return;
    }
    if (!item) {
        return;
    }
    if (event->button() == Qt::LeftButton && item->kind == TreeItem::Kind::Stub) {
        anchored([this, &item] { m_layout.toggleFold(item->node); });
        placeAnew();
        m_marks.hovered.reset();
        arrange();
        return;
    }
    setFollow(Follow::Nothing);
    if (item->kind == TreeItem::Kind::Node && event->button() == Qt::LeftButton && shift) {
        extendTo(item->node);
    } else if (item->kind == TreeItem::Kind::Node && event->modifiers().testFlag(Qt::ControlModifier)) {
        m_selection.toggle(item->node);
    } else if (event->button() == Qt::LeftButton || !m_selection.all().contains(item->node)) {
        m_selection.select(item->node); // the other button opens a menu for all that are chosen
    }
}

void TreeCanvas::mouseMoveEvent(QMouseEvent* event)
{
    if (m_bandFrom) {
        moveBand(event->pos());
        return;
    }
    if (!m_dragging) {
        setHovered(itemAt(event->pos()));
        return;
    }
    const QPoint delta = event->pos() - m_dragFrom;
    m_dragFrom = event->pos();
    horizontalScrollBar()->setValue(horizontalScrollBar()->value() - delta.x());
    verticalScrollBar()->setValue(verticalScrollBar()->value() - delta.y());
}

void TreeCanvas::mouseReleaseEvent(QMouseEvent* event)
{
    m_dragging = false;
    endBand();
    viewport()->setCursor(itemAt(event->pos()) ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

void TreeCanvas::mouseDoubleClickEvent(QMouseEvent* event)
{
    const std::optional<TreeItem> item = itemAt(event->pos());
    if (item && item->kind == TreeItem::Kind::Node) {
        Q_EMIT activated(item->node);
    }
}

void TreeCanvas::wheelEvent(QWheelEvent* event)
{
    if ((event->modifiers() & Qt::ControlModifier) != 0) {
        const int delta = event->angleDelta().y();
        if (delta != 0) {
            zoomBy(delta > 0 ? 1 : -1, event->position().toPoint());
        }
        event->accept();
        return;
    }
    QAbstractScrollArea::wheelEvent(event);
}

bool TreeCanvas::handleKey(int key)
{
    const NodeNumber now = m_layout.shownAncestor(m_selection.node().value_or(0));
    switch (key) {
    case Qt::Key_Up:
        m_selection.select(stepFrom(m_layout, now, TreeStep::Up));
        return true;
    case Qt::Key_Down:
        m_selection.select(stepFrom(m_layout, now, TreeStep::Down));
        return true;
    case Qt::Key_Left:
        m_selection.select(stepFrom(m_layout, now, TreeStep::Left));
        return true;
    case Qt::Key_Right:
        m_selection.select(stepFrom(m_layout, now, TreeStep::Right));
        return true;
    case Qt::Key_Home:
        m_selection.select(0);
        return true;
    case Qt::Key_Space:
        toggleFold();
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        Q_EMIT activated(now);
        return true;
    default:
        return false;
    }
}

void TreeCanvas::keyPressEvent(QKeyEvent* event)
{
    const bool plain = (event->modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier;
    if (m_layout.rows().size() > 0 && plain && handleKey(event->key())) {
        return;
    }
    QAbstractScrollArea::keyPressEvent(event);
}

void TreeCanvas::contextMenuEvent(QContextMenuEvent* event)
{
    if (event->reason() == QContextMenuEvent::Keyboard && m_selection.node()) {
        const QPoint at = viewportRect(*m_selection.node()).bottomLeft();
        Q_EMIT menuRequested(*m_selection.node(), viewport()->mapToGlobal(at));
        return;
    }
    const std::optional<TreeItem> item = itemAt(viewport()->mapFromGlobal(event->globalPos()));
    if (item && item->kind == TreeItem::Kind::Node) {
        if (!m_selection.all().contains(item->node)) {
            m_selection.select(item->node);
        }
        Q_EMIT menuRequested(item->node, event->globalPos());
    }
}

void TreeCanvas::focusInEvent(QFocusEvent*)
{
    viewport()->update();
}

void TreeCanvas::focusOutEvent(QFocusEvent*)
{
    viewport()->update();
}

bool TreeCanvas::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const std::optional<TreeItem> item = itemAt(help->pos());
        item ? QToolTip::showText(help->globalPos(), format::tip(toolTipFor(*item)), viewport()) : QToolTip::hideText();
        return true;
    }
    if (event->type() == QEvent::Leave) {
        setHovered(std::nullopt);
    }
    return QAbstractScrollArea::viewportEvent(event);
}

} // namespace espalier
