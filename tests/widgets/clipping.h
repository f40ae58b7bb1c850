#pragma once

#include <QStringList>
#include <QWidget>

namespace espalier::test {

/// The labels, buttons, tabs and choices in sight whose words are wider than they are, each with its words and both
/// widths, after everything was laid out.
QStringList clippedTexts(const QWidget& window);

} // namespace espalier::test
