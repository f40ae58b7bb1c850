#include "widgets/common/hairline.h"

#include "widgets/common/theme.h"

#include <QPainter>

namespace espalier {

Hairline::Hairline(Qt::Orientation orientation, QWidget* parent) : QWidget(parent)
{
    orientation == Qt::Horizontal ? setFixedHeight(1) : setFixedWidth(1);
}

void Hairline::paintEvent(QPaintEvent*)
{
    QPainter(this).fillRect(rect(), Theme::fromPalette(palette()).color(Role::Line));
}

} // namespace espalier
