#pragma once

#include <vector>

class QWidget;

namespace espalier {

/// Makes Tab go through what stands in the widget's layouts in their order, as it is read. Children are otherwise
/// visited in the order in which they were made.
void tabAsLaidOut(QWidget& widget);
/// The same through these, one after the other, with what stands in each.
void tabThrough(const std::vector<QWidget*>& widgets);

} // namespace espalier
