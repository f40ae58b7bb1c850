#pragma once

class QWidget;

namespace espalier {

/// Makes every text of a window so many times as large, and of the panels that were taken out of it: those with fonts
/// of their own too, which do not follow the window's. 1/factor takes it back. What is made meanwhile follows its
/// parent.
void scaleText(QWidget& window, double factor);

} // namespace espalier
