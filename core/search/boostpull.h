#pragma once

#include "core/graph/searchgraph.h"

#include <vector>

namespace espalier {

/// How strongly boosts draw a walk that comes from the root, for every node: the highest boost at or below it, or its
/// own where that is less than 1. Costs O(n): for SelectionPolicy::steered.
std::vector<double> boostPulls(const SearchGraph& graph);

} // namespace espalier
