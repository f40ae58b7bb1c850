#pragma once

#include "widgets/common/settings.h"

class QApplication;

namespace espalier {

/// Theme and motion of every window, at once, as the settings ask for.
void applyLook(QApplication& application, const Settings& settings);

/// Size of text, before the first window: views measure their fonts once.
void applyFont(const Settings& settings);

} // namespace espalier
