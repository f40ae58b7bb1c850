#pragma once

#include "core/base/rng.h"

#include <QString>

#include <functional>

class QWidget;

/// What hands do to a window, through the same doors as a mouse and a keyboard: shortcuts, popups that hold the mouse
/// and dialogs that hold the window are obeyed. Each says in a few words what it is about to do.
namespace espalier::test::gestures {

using Note = std::function<void(const QString& said)>;

void click(QWidget& window, Rng& rng, const Note& note);
void drag(QWidget& window, Rng& rng, const Note& note);
void wheel(QWidget& window, Rng& rng, const Note& note);
void strikeKey(QWidget& window, Rng& rng, const Note& note);
/// Into whatever has the keyboard, letters from an input method among them.
void type(Rng& rng, const Note& note);
void pressButton(QWidget& window, Rng& rng, const Note& note);
/// Another tab, entry, row, number or place of a slider.
void choose(QWidget& window, Rng& rng, const Note& note);

/// Words that a field must bear: numbers, searches, markup, control characters, very long.
QString strangeWords(Rng& rng);

} // namespace espalier::test::gestures
