#include "widgets/common/tabstrip.h"

#include "widgets/common/fonts.h"
#include "widgets/common/theme.h"

#include <QPainter>
#include <QToolButton>

#include <algorithm>

namespace espalier {

TabStrip::TabStrip(QWidget* parent) : QTabBar(parent)
{
    setDrawBase(false);
    setExpanding(false);
    setUsesScrollButtons(true); // rather than making the window wide;
    // The arrow keys go from tab to tab, in sight or not.
    for (QToolButton* scroll : findChildren<QToolButton*>()) {
        scroll->setFocusPolicy(Qt::NoFocus);
        scroll->setToolTip(scroll->accessibleName());
    }
}

QSize TabStrip::tabSizeHint(int index) const
{
    return {QFontMetrics(fonts::bold(font())).horizontalAdvance(tabText(index)) + 14,
            std::max(32, fontMetrics().height() + 16)};
}

void TabStrip::paintEvent(QPaintEvent*)
{
    const Theme theme = Theme::fromPalette(palette());
    QPainter painter(this);
    painter.fillRect(QRect(0, height() - 1, width(), 1), theme.color(Role::Line));
    for (int i = 0; i < count(); ++i) {
        const bool current = i == currentIndex();
        const QRect rect = tabRect(i);
        painter.setFont(current ? fonts::bold(font()) : font());
        painter.setPen(theme.color(current ? Role::Text : Role::Dim));
        painter.drawText(rect, Qt::AlignCenter, tabText(i));
        if (current) {
            painter.fillRect(QRect(rect.left() + 5, height() - 3, rect.width() - 10, 3), theme.color(Role::Accent));
            if (hasFocus()) {
                painter.setPen(theme.color(Role::Accent));
                painter.drawRoundedRect(rect.adjusted(3, 4, -4, -7), 4, 4);
            }
        }
    }
}

} // namespace espalier
