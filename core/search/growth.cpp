#include "core/search/growth.h"

#include "core/search/phrase.h"

#include <cmath>

namespace espalier {

bool isScored(const Node& node)
{
    return isValid(node.verdict) && node.fitness > 0 && std::isfinite(node.fitness);
}

void Growth::begin()
{
    ++begun;
    ++inFlight;
}

void Growth::finish(const SearchGraph& graph, const Choice& choice, std::optional<NodeNumber> child)
{
    --inFlight;
    if (child) {
        vain = 0;
    } else if (choice.edge == EdgeKind::Refine) {
        ++vain;
    }
    if (!child || vouched(graph.node(*child)) <= vouched(graph.node(choice.parents.front()))) {
        ++fruitless;
    }
}

std::string scoreTerms(const SearchGraph& graph, NodeNumber node, const Growth& growth, double fatigue)
{
    const double speedup = vouched(graph.node(node));
    const double boost = graph.boost(node);
    const std::string boosted = boost == 1 ? "" : " + log of boost " + number(boost);
    return number(growth.tired(std::log(speedup) + std::log(boost), fatigue)) + " = log of speedup " + number(speedup) +
           " (low end of its interval)" + boosted + " − " + number(fatigue) + " × " + std::to_string(growth.tries()) +
           " tries without gain";
}

} // namespace espalier
