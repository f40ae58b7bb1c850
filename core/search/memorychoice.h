#pragma once

#include "core/search/couples.h"

namespace espalier {

/// What a node's next child shall remember of the past.
struct MemoryChoice
{
    std::string memoryOperator = "inherit";
    std::optional<NodeNumber> other; ///< second parent, where two are to be combined
    std::string why;                 ///< a clause; empty for inherit
};

/// Chooses the memory operator of a refinement of `parent`, a correct node that is not pruned:
///   set by hand      wins, then what a whole search was told (`always`, may be empty); a combine takes the best
///   partner from another branch, where there is one combine          a sibling as good as the node that came by other
///   means, the pair not yet married clean-slate      every kStagnation-th child after as many in a row without gain
///   siblings         kFailures of its last kStagnation children failed: what they tried says more than the way here
///   inherit          otherwise
/// A function of its arguments; looks at the newest children of the node and of its parent, so it costs O(depth).
MemoryChoice chooseMemory(const SearchGraph& graph, NodeNumber parent, const Couples& couples,
                          const std::string& always = {});

/// The same where a person names the operator: a combine takes the best partner from another branch, where there is
/// one.
MemoryChoice memoryByHand(const SearchGraph& graph, NodeNumber parent, const Couples& couples,
                          const std::string& memoryOperator);

/// Gives a choice its memory: a refinement the one above, by which it may become a merge; anything else keeps its own.
/// Adds "; memory: siblings, 4 of its last 6 children failed" to its sentence.
void applyMemory(const SearchGraph& graph, const Couples& couples, Choice& choice, const std::string& always = {});

/// Were one try in three to gain, six in a row without gain would come by chance once in eleven times: seldom enough to
/// take them for the end of what the lineage suggests. Only every sixth child starts clean, because without memory it
/// may repeat what has failed.
inline constexpr int kStagnation = 6;
/// Where a third of the candidates fail (34 % with prior solutions, arXiv 2606.29823), four of six do so by chance once
/// in nine times.
inline constexpr int kFailures = 4;
/// Two siblings this close are equally good: it is little more than the 3 % that the judge is built to see, and a clear
/// winner is better refined alone.
inline constexpr double kNear = 1.05;

} // namespace espalier
