#pragma once

#include <QString>

class QWidget;

namespace espalier {

/// Names the page of the manual (a file of resources/help without its ending) about this widget and all in it.
void setHelpPage(QWidget* widget, const QString& page);

/// The page about the widget, else about what it is in; "window" where none was named.
QString helpPageOf(const QWidget* widget);

} // namespace espalier
