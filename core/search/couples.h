#pragma once

#include "core/search/policy.h"

#include <set>
#include <utility>

namespace espalier {

/// Which pairs of nodes were married. Everything that proposes merges asks here first; each policy that does keeps one
/// of its own, and all are told of the same choices.
class Couples
{
public:
    /// Neither is the plain seed or an ancestor of the other, and they were not married before: whoever reads two
    /// kernels makes of them the second time what was made the first. O(depth).
    bool mayMarry(const SearchGraph& graph, NodeNumber one, NodeNumber other) const;
    /// Remembers a choice with two parents.
    void begin(const Choice& choice);

private:
    std::set<std::pair<NodeNumber, NodeNumber>> m_married; ///< by the smaller number first
};

} // namespace espalier
