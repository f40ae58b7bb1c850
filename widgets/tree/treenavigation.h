#pragma once

#include "widgets/tree/treelayout.h"

namespace espalier {

enum class TreeStep { Up, Down, Left, Right };

/// Where an arrow key leads: up and down to the neighbour in the same column, left to the parent, right to the best
/// shown child. The same node when there is none. Folded nodes are stepped over.
NodeNumber stepFrom(const TreeLayout& layout, NodeNumber node, TreeStep step);

} // namespace espalier
