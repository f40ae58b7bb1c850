#pragma once

#include "core/search/policy.h"

namespace espalier {

/// What a policy counts of one node's expansions.
struct Growth
{
    int begun = 0;     ///< expansions ever begun here
    int inFlight = 0;  ///< of those, not finished
    int fruitless = 0; ///< finished without a child better than this node
    int vain = 0;      ///< the last ones in a row that brought no candidate at all

    /// Nothing new came out of it so often that it is not asked again: the synthesizer has run dry here.
    bool closed() const { return vain >= kVainLimit; }
    void begin();
    /// Only refinements count as vain: what a merge or a hand did not bring says nothing of this node.
    void finish(const SearchGraph& graph, const Choice& choice, std::optional<NodeNumber> child);

    static constexpr int kVainLimit = 3;
};

} // namespace espalier
