#pragma once

#include "core/search/policy.h"

#include <map>
#include <utility>

namespace espalier {

/// Now and then marries two good nodes of different branches: one of the best eight with the best that is neither its
/// ancestor nor its descendant. A pair is tried at most twice. Costs O(depth).
class Crossover
{
public:
    std::optional<Choice> choose(const SearchGraph& graph, Rng& rng) const;
    void begin(const Choice& choice);

    static constexpr std::uint64_t kEvery = 8; ///< one step in eight, on average

private:
    std::map<std::pair<NodeNumber, NodeNumber>, int> m_tries;
};

} // namespace espalier
