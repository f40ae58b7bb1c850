#pragma once

class QLabel;
class QWidget;

namespace espalier {

/// A label for what others wrote: never taken for markup, broken into lines, selectable, with the page's margins.
QLabel* plainLabel(QWidget* parent);

} // namespace espalier
