#pragma once

#include "core/graph/searchgraph.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <optional>
#include <vector>

namespace espalier {

/// Who lives on which island, and whose turn it is. A node is born on its parent's island; where the parent lives on
/// several, on the one of them with the fewest births. The plain seed lives on all, so branches spread evenly, and a
/// node that has migrated lives on one more, so its later children may be born there.
///
/// Turns are dealt by stride scheduling (Waldspurger and Weihl, MIT/LCS/TM-528, 1995): of the islands where something
/// may grow, the one that is furthest behind; each turn puts an island back by 1 / its weight.
class Islands
{
public:
    /// Four, because a short search makes eight drafts: two founders each. More islands would be a lineage each.
    static constexpr std::size_t kCount = 4;
    using Homes = std::bitset<kCount>;
    using Weights = std::array<double, kCount>; ///< 0: nothing may grow there

    /// A new node, numbers in their order, parents first.
    void settle(const SearchGraph& graph, NodeNumber node);
    /// False when it lives there already.
    bool migrate(NodeNumber node, std::size_t to);
    const Homes& homes(NodeNumber node) const { return m_homes[node]; }

    /// Whose turn it is; nothing when no island has a weight.
    std::optional<std::size_t> next(const Weights& weights) const;
    /// An expansion of `parent` begins: counted on the one of its islands whose turn would be next.
    void begin(NodeNumber parent, const Weights& weights);

private:
    double pass(std::size_t island) const { return std::max(m_pass[island], m_now); }

    std::vector<Homes> m_homes;
    std::array<int, kCount> m_births{};
    std::array<double, kCount> m_pass{}; ///< how far each island has got
    double m_now = 0;                    ///< how far the last one has: who comes back later starts from here
};

} // namespace espalier
