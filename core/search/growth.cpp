#include "core/search/growth.h"

namespace espalier {

void Growth::begin()
{
    ++begun;
    ++inFlight;
}

void Growth::finish(const SearchGraph& graph, NodeNumber parent, std::optional<NodeNumber> child)
{
    --inFlight;
    vain = child ? 0 : vain + 1;
    if (!child || graph.node(*child).fitness <= graph.node(parent).fitness) {
        ++fruitless;
    }
}

} // namespace espalier
