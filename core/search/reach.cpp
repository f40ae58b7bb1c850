#include "core/search/reach.h"

namespace espalier {

std::optional<int> evaluationsToReach(std::span<const Node> nodes, double speedup)
{
    for (const Node& node : nodes) {
        if (isValid(node.verdict) && node.speedup.value >= speedup) {
            return static_cast<int>(node.number);
        }
    }
    return std::nullopt;
}

} // namespace espalier
