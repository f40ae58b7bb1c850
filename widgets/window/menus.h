#pragma once

#include "widgets/common/actions.h"

class QMenuBar;

namespace espalier {

class DockArea;

/// Fills the menu bar from the registry: every action is in one of the menus.
void fillMenus(QMenuBar& bar, const Actions& actions, DockArea& docks);

} // namespace espalier
