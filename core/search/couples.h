#pragma once

#include "core/search/policy.h"

#include <map>
#include <utility>

namespace espalier {

/// Which pairs of nodes were married, and how often. Everything that proposes merges asks here first; each policy that
/// does keeps one of its own, and all are told of the same choices.
class Couples
{
public:
    /// Neither is the plain seed or an ancestor of the other, and the pair was tried less than `tries` times. O(depth).
    bool mayMarry(const SearchGraph& graph, NodeNumber one, NodeNumber other, int tries = kTriesPerPair) const;
    /// Counts a choice with two parents.
    void begin(const Choice& choice);

    /// A second marriage may take other parts of the two; what neither brought is not worth a third step.
    static constexpr int kTriesPerPair = 2;

private:
    std::map<std::pair<NodeNumber, NodeNumber>, int> m_tries; ///< by the smaller number first
};

} // namespace espalier
