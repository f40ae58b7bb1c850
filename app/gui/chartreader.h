#pragma once

#include "core/store/store.h"
#include "widgets/models/nodefigures.h"

#include <map>

namespace espalier {

/// What the charts need and the tree does not. Read on the store's thread.

/// Those of the nodes [from, end), in order; a node whose evaluation cannot be read has none.
std::vector<NodeFigures> readFigures(Store& store, SessionId session, NodeNumber from, NodeNumber end);

/// Adds the steps in which something was said and that are not there yet.
void readCosts(Store& store, SessionId session, std::map<int, StepCost>& costs);

} // namespace espalier
