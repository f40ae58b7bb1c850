#include "core/search/growth.h"

namespace espalier {

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
    if (!child || graph.node(*child).fitness <= graph.node(choice.parents.front()).fitness) {
        ++fruitless;
    }
}

} // namespace espalier
