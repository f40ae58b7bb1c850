#pragma once

#include <QStringList>
#include <QWidget>

namespace espalier::test {

/// The labels, buttons, tabs and choices in sight whose words are wider or higher than they are, each with its words
/// and sizes, after everything was laid out.
QStringList clippedTexts(const QWidget& window);

} // namespace espalier::test
