#pragma once

#include <span>
#include <vector>

namespace espalier {

/// The narrowest drawing of a tree in which nothing overlaps, every parent stands in the middle of its children, the
/// order of siblings is kept, and equal subtrees are drawn equally: Buchheim, Jünger and Leipert, Improving Walker's
/// Algorithm to Run in Linear Time (2002). Neighbours on one level are at least 1 apart.
///
/// `parents`: of each item, always an earlier one; -1 for the first and for it alone. Siblings stand in the order of
/// their items. Returns where each item is across its level; the least is 0. Linear in time and memory, without
/// recursion: a tree may be as deep as it has items.
std::vector<double> tidyPlaces(std::span<const int> parents);

} // namespace espalier
