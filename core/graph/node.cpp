#include "core/graph/node.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace espalier {
namespace {

constexpr std::array<std::string_view, 6> kEdges{"root", "draft", "refine", "merge", "restart", "hand"};

} // namespace

void setFigures(Node& node, const Evaluation& evaluation)
{
    node.verdict = evaluation.verdict;
    node.fitness = std::isfinite(evaluation.fitness()) ? evaluation.fitness() : 0;
    node.speedup = evaluation.speedup;
    node.seedSpeedup = evaluation.seedSpeedup;
    node.ms = evaluation.ms;
    node.bound = evaluation.diagnosis.bound;
    node.roofShare = evaluation.diagnosis.roofShare;
    node.seconds = evaluation.seconds;
}

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
