#pragma once

#include "core/search/couples.h"

namespace espalier {

/// Now and then marries two good nodes of different branches: one of the best eight with the best that is neither its
/// ancestor nor its descendant. Costs O(depth).
class Crossover
{
public:
    std::optional<Choice> choose(const SearchGraph& graph, Rng& rng) const;
    void begin(const Choice& choice) { m_couples.begin(choice); }
    const Couples& couples() const { return m_couples; }

    static constexpr std::uint64_t kEvery = 8; ///< one step in eight, on average

private:
    Couples m_couples;
};

} // namespace espalier
