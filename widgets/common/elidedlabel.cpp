#include "widgets/common/elidedlabel.h"

#include "widgets/common/format.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace espalier {

ElidedLabel::ElidedLabel(QWidget* parent) : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    setProperty("elides", true);
}

QString ElidedLabel::shown() const
{
    return fontMetrics().elidedText(text(), Qt::ElideRight, contentsRect().width());
}

void ElidedLabel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setPen(palette().color(foregroundRole()));
    painter.drawText(contentsRect(), Qt::AlignLeft | Qt::AlignVCenter, shown());
}

bool ElidedLabel::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip && toolTip().isEmpty()) {
        const auto* help = static_cast<QHelpEvent*>(event);
        shown() == text() ? QToolTip::hideText() : QToolTip::showText(help->globalPos(), format::tip(text()), this);
        return true;
    }
    return QLabel::event(event);
}

} // namespace espalier
