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
    if (!child || vouched(graph.node(*child)) <= vouched(graph.node(choice.parents.front()))) {
        ++fruitless;
    }
}

} // namespace espalier
