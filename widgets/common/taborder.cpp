#include "widgets/common/taborder.h"

#include <QLayout>
#include <QWidget>

namespace espalier {
namespace {

void addStops(QWidget& widget, std::vector<QWidget*>& stops);

void addStops(const QLayout& layout, std::vector<QWidget*>& stops)
{
    for (int i = 0; i < layout.count(); ++i) {
        QLayoutItem* item = layout.itemAt(i);
        if (item->widget() != nullptr) {
            addStops(*item->widget(), stops);
        } else if (item->layout() != nullptr) {
            addStops(*item->layout(), stops);
        }
    }
}

void addStops(QWidget& widget, std::vector<QWidget*>& stops)
{
    if ((widget.focusPolicy() & Qt::TabFocus) != 0) {
        stops.push_back(&widget);
    }
    if (widget.layout() != nullptr) {
        addStops(*widget.layout(), stops);
    }
}

} // namespace

void tabAsLaidOut(QWidget& widget)
{
    tabThrough({&widget});
}

void tabThrough(const std::vector<QWidget*>& widgets)
{
    std::vector<QWidget*> stops;
    for (QWidget* widget : widgets) {
        addStops(*widget, stops);
    }
    // From the last on, each behind the first: one after the other Qt would take the last, where it stands before the
    // first, for already in its place, since the order is a circle.
    for (std::size_t i = stops.size(); i-- > 1;) {
        QWidget::setTabOrder(stops.front(), stops[i]);
    }
}

} // namespace espalier
