#include "core/graph/node.h"

#include <algorithm>
#include <array>

namespace espalier {
namespace {

constexpr std::array<std::string_view, 6> kEdges{"root", "draft", "refine", "merge", "restart", "hand"};

} // namespace

double vouched(const Node& node)
{
    return node.fitness > 0 && node.speedup.low > 0 ? std::min(node.speedup.low, node.fitness) : node.fitness;
}

std::string_view toText(EdgeKind kind)
{
    return kEdges[static_cast<std::size_t>(kind)];
}

std::optional<EdgeKind> edgeKindFromText(std::string_view text)
{
    for (std::size_t i = 0; i < kEdges.size(); ++i) {
        if (kEdges[i] == text) {
            return static_cast<EdgeKind>(i);
        }
    }
    return std::nullopt;
}

} // namespace espalier
