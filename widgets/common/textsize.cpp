#include "widgets/common/textsize.h"

#include <QWidget>

#include <cmath>
#include <utility>
#include <vector>

namespace espalier {

void scaleText(QWidget& window, double factor)
{
    // What every widget is to have is written down first: a font that is set goes on to the children at once, and would
    // else be scaled twice.
    std::vector<std::pair<QWidget*, double>> sizes{{&window, window.font().pointSizeF()}};
    for (QWidget* widget : window.findChildren<QWidget*>()) {
        sizes.emplace_back(widget, widget->font().pointSizeF());
    }
    for (const auto& [widget, before] : sizes) {
        const double wanted = before * factor;
        if (before > 0 && std::abs(widget->font().pointSizeF() - wanted) > 0.01) {
            QFont font = widget->font();
            font.setPointSizeF(wanted);
            widget->setFont(font);
        }
    }
}

} // namespace espalier
