// What the diff view shows and takes beside the lines' numbers; the rest of it is in diffview.cpp.
#include "widgets/common/format.h"
#include "widgets/diff/diffview.h"

#include <QHelpEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>

namespace espalier {

void DiffView::setGutterMarks(GutterMarks marks)
{
    m_marks = std::move(marks);
    viewport()->update();
}

const DiffLine* DiffView::numberedLineAt(int y) const
{
    const int index = (y + verticalScrollBar()->value()) / lineHeight();
    const bool there = y >= 0 && index < static_cast<int>(m_lines.size());
    return there && m_lines[static_cast<std::size_t>(index)].kind != DiffLine::Fold
               ? &m_lines[static_cast<std::size_t>(index)]
               : nullptr;
}

/// Side by side the pointer decides, but not for one over the empty half; x right of everything is the newer text.
DiffView::LineSide DiffView::numberAt(const DiffLine& line, double x) const
{
    if (line.kind == DiffLine::Fold) {
        return {};
    }
    const DiffRow& row = m_diff.rows[static_cast<std::size_t>(line.row)];
    const bool left = m_sideBySide ? !row.rightLine || (row.leftLine && x < viewport()->width() / 2.0)
                                   : line.kind == DiffLine::Removed;
    return {(left ? row.leftLine : row.rightLine).value_or(0), left};
}

const GutterMark* DiffView::markOf(LineSide side) const
{
    const auto mark = std::ranges::find_if(
        m_marks, [side](const GutterMark& one) { return one.line == side.line && one.left == side.left; });
    return mark == m_marks.end() ? nullptr : &*mark;
}

void DiffView::paintMark(QPainter& painter, const Theme& theme, const GutterMark& mark, QPointF at)
{
    painter.setRenderHint(QPainter::Antialiasing, true);
    painter.setPen(QPen(theme.color(Role::Accent), 1.5));
    painter.setBrush(mark.outdated ? QBrush(Qt::NoBrush) : QBrush(theme.color(Role::Accent)));
    painter.drawEllipse(at, 3, 3);
    painter.setRenderHint(QPainter::Antialiasing, false);
}

/// Beside the line's number a double click asks for a comment; on the code it selects a word.
bool DiffView::asksBesideNumber(QPoint at)
{
    const DiffLine* line = numberedLineAt(at.y());
    const double half = viewport()->width() / 2.0;
    const bool gutter = at.x() < numberWidth() || (m_sideBySide && at.x() >= half && at.x() < half + numberWidth());
    const LineSide side = line != nullptr && gutter ? numberAt(*line, at.x()) : LineSide{};
    if (side.line > 0) {
        Q_EMIT lineAsked(side.line, side.left);
    }
    return gutter;
}

/// C on the current line.
void DiffView::askAtCurrent()
{
    if (m_current >= 0) {
        const LineSide side = numberAt(m_lines[static_cast<std::size_t>(m_current)], viewport()->width());
        if (side.line > 0) {
            Q_EMIT lineAsked(side.line, side.left);
        }
    }
}

bool DiffView::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const DiffLine* line = numberedLineAt(help->pos().y());
        const GutterMark* mark = line != nullptr ? markOf(numberAt(*line, help->pos().x())) : nullptr;
        mark != nullptr ? QToolTip::showText(help->globalPos(), format::tip(mark->text), viewport())
                        : QToolTip::hideText();
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

} // namespace espalier
