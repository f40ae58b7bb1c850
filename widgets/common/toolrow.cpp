#include "widgets/common/toolrow.h"

#include <QEvent>
#include <QHBoxLayout>

#include <algorithm>

namespace espalier {

ToolRow::ToolRow(QWidget* parent) : QWidget(parent), m_line(new QHBoxLayout(this)) {}

void ToolRow::setMissable(std::vector<QWidget*> widgets)
{
    m_missable = std::move(widgets);
    fit();
}

int ToolRow::widthWithout(std::size_t away, bool least) const
{
    const auto end = m_missable.begin() + static_cast<std::ptrdiff_t>(away);
    const QMargins margins = m_line->contentsMargins();
    int width = margins.left() + margins.right();
    bool first = true;
    for (int i = 0; i < m_line->count(); ++i) {
        const QLayoutItem* item = m_line->itemAt(i);
        const QWidget* widget = item->widget();
        const bool canBeMissed = std::ranges::find(m_missable, widget) != m_missable.end();
        if (std::find(m_missable.begin(), end, widget) != end ||
            (widget != nullptr && !canBeMissed && widget->isHidden())) {
            continue;
        }
        // Of a hidden widget the item would say that it is empty.
        const QSize size = canBeMissed ? widget->sizeHint() : least ? item->minimumSize() : item->sizeHint();
        width += size.width() + (first || widget == nullptr ? 0 : m_line->spacing());
        first = false;
    }
    return width;
}

void ToolRow::fit()
{
    std::size_t away = 0;
    while (away < m_missable.size() && widthWithout(away, false) > width()) {
        ++away;
    }
    for (std::size_t i = 0; i < m_missable.size(); ++i) {
        m_missable[i]->setVisible(i >= away);
    }
    if (isVisible()) {
        m_line->activate(); // what comes back would else have the width of the words it had when it went
    }
}

QSize ToolRow::minimumSizeHint() const
{
    return {widthWithout(m_missable.size(), true), m_line->minimumSize().height()};
}

void ToolRow::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fit();
}

bool ToolRow::event(QEvent* event)
{
    // Words have changed, or letters have grown.
    if (event->type() == QEvent::LayoutRequest || event->type() == QEvent::Show) {
        fit();
    }
    return QWidget::event(event);
}

} // namespace espalier
