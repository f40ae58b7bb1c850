#include "widgets/common/chip.h"

#include "widgets/common/fonts.h"
#include "widgets/common/theme.h"

#include <QPainter>

#include <algorithm>

namespace espalier {

Chip::Chip(QWidget* parent) : QWidget(parent)
{
    setFont(fonts::small(font()));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    hide();
}

void Chip::setText(const QString& text, bool bad)
{
    m_text = text;
    m_bad = bad;
    setVisible(!text.isEmpty());
    updateGeometry();
    update();
}

QSize Chip::sizeHint() const
{
    return {fontMetrics().horizontalAdvance(m_text) + 20, std::max(20, fontMetrics().height() + 4)};
}

void Chip::paintEvent(QPaintEvent*)
{
    const Theme theme = Theme::fromPalette(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing, true);
    painter.setPen(theme.color(m_bad ? Role::Bad : Role::Line));
    painter.setBrush(theme.color(m_bad ? Role::Panel : Role::Raised));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), height() / 2.0, height() / 2.0);
    painter.setPen(theme.color(m_bad ? Role::Bad : Role::Text));
    painter.drawText(rect(), Qt::AlignCenter, m_text);
}

} // namespace espalier
