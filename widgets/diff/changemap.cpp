#include "widgets/diff/changemap.h"

#include "widgets/common/theme.h"
#include "widgets/diff/diffview.h"

#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>

namespace espalier {

ChangeMap::ChangeMap(DiffView& view, QWidget* parent) : QWidget(parent), m_view(view)
{
    setFixedWidth(sizeHint().width());
    setToolTip(tr("All changes: removed lines on the left, added ones on the right; click to go there"));
    connect(&view, &DiffView::linesChanged, this, &ChangeMap::takeLines);
    connect(view.verticalScrollBar(), &QScrollBar::valueChanged, this, qOverload<>(&QWidget::update));
    takeLines();
}

void ChangeMap::takeLines()
{
    m_marks.clear();
    const std::vector<DiffLine>& lines = m_view.lines();
    const double each = 1.0 / double(std::max<std::size_t>(1, lines.size()));
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (lines[i].kind == DiffLine::Same || lines[i].kind == DiffLine::Fold) {
            continue;
        }
        const DiffRow& row = m_view.diff().rows[static_cast<std::size_t>(lines[i].row)];
        const bool removed = lines[i].kind == DiffLine::Removed || (lines[i].kind == DiffLine::Pair && row.leftLine);
        const bool added = lines[i].kind == DiffLine::Added || (lines[i].kind == DiffLine::Pair && row.rightLine);
        const double top = double(i) * each;
        if (!m_marks.empty() && m_marks.back().removed == removed && m_marks.back().added == added &&
            top - m_marks.back().bottom < each / 2) {
            m_marks.back().bottom = top + each;
        } else {
            m_marks.push_back({top, top + each, removed, added});
        }
    }
    update();
}

/// Pixels that all lines take: those of the map, or fewer where they do not fill the view, so that marks lie beside
/// their lines.
double ChangeMap::scale() const
{
    return std::max(1.0, std::min<double>(height(), double(m_view.lines().size()) * m_view.lineHeight()));
}

void ChangeMap::goTo(double y)
{
    const double share = std::clamp(y / scale(), 0.0, 1.0);
    m_view.centreOn(static_cast<int>(share * double(m_view.lines().size())));
}

void ChangeMap::mousePressEvent(QMouseEvent* event)
{
    goTo(event->position().y());
}

void ChangeMap::mouseMoveEvent(QMouseEvent* event)
{
    goTo(event->position().y());
}

void ChangeMap::paintEvent(QPaintEvent*)
{
    const Theme theme = Theme::fromPalette(palette());
    QPainter painter(this);
    painter.fillRect(rect(), theme.color(Role::Background));
    if (m_view.lines().empty()) {
        return;
    }
    const double half = (width() - 2) / 2.0;
    for (const Mark& mark : m_marks) {
        const double top = mark.top * scale();
        const double tall = std::max(2.0, (mark.bottom - mark.top) * scale());
        if (mark.removed) {
            painter.fillRect(QRectF(1, top, half, tall), theme.color(Role::Bad));
        }
        if (mark.added) {
            painter.fillRect(QRectF(1 + half, top, half, tall), theme.color(Role::CodeString));
        }
    }
    // What is in sight, where that is not all of it.
    const double all = double(m_view.lines().size()) * m_view.lineHeight();
    const QScrollBar* bar = m_view.verticalScrollBar();
    if (bar->maximum() > 0) {
        painter.setPen(theme.color(Role::Dim));
        painter.drawRect(QRectF(0.5, bar->value() / all * height() + 0.5, width() - 1.0,
                                std::max(3.0, m_view.viewport()->height() / all * height() - 1)));
    }
}

} // namespace espalier
