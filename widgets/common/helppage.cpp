#include "widgets/common/helppage.h"

#include <QVariant>
#include <QWidget>

namespace espalier {
namespace {

constexpr const char* kProperty = "helpPage";

} // namespace

void setHelpPage(QWidget* widget, const QString& page)
{
    widget->setProperty(kProperty, page);
}

QString helpPageOf(const QWidget* widget)
{
    for (; widget != nullptr; widget = widget->parentWidget()) {
        if (const QString page = widget->property(kProperty).toString(); !page.isEmpty()) {
            return page;
        }
    }
    return QStringLiteral("window");
}

} // namespace espalier
