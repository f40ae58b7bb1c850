#pragma once

#include <QFont>

namespace espalier::fonts {

/// The window uses two sizes and two weights: the application's font and this smaller one.
QFont small(const QFont& base);
QFont bold(const QFont& base);
/// Bold and a third larger: the selected node's heading.
QFont heading(const QFont& base);
/// The system's fixed-pitch font in the application's size.
QFont code(const QFont& base);

} // namespace espalier::fonts
