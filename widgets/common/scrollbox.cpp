#include "widgets/common/scrollbox.h"

#include <QEvent>

#include <algorithm>

namespace espalier {
namespace {

constexpr int kLeastLines = 3;

} // namespace

ScrollBox::ScrollBox(QWidget* content, QWidget* parent) : QScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus); // what has the keyboard in it is scrolled into sight
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    setWidget(content);
    setWidgetResizable(true);
}

QSize ScrollBox::sizeHint() const
{
    const QSize wanted = widget()->sizeHint();
    const bool wraps = widget()->hasHeightForWidth();
    return {wanted.width(), wraps ? widget()->heightForWidth(viewport()->width()) : wanted.height()};
}

QSize ScrollBox::minimumSizeHint() const
{
    return {widget()->minimumSizeHint().width(), std::min(sizeHint().height(), kLeastLines * fontMetrics().height())};
}

bool ScrollBox::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == widget() && event->type() == QEvent::LayoutRequest) {
        updateGeometry();
    }
    return QScrollArea::eventFilter(watched, event);
}

void ScrollBox::resizeEvent(QResizeEvent* event)
{
    QScrollArea::resizeEvent(event);
    if (widget()->hasHeightForWidth()) {
        updateGeometry();
    }
}

} // namespace espalier
