#pragma once

#include "core/graph/node.h"

#include <optional>
#include <span>

namespace espalier {

/// After how many evaluations, the seed's not counted, a session first had a correct kernel of at least this speedup;
/// nothing where it never had. `nodes` in their order from the root.
std::optional<int> evaluationsToReach(std::span<const Node> nodes, double speedup);

} // namespace espalier
