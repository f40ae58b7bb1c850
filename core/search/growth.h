#pragma once

#include "core/search/policy.h"

namespace espalier {

/// A node counts as better from this factor on: less is noise.
inline constexpr double kBetter = 1.01;

/// Correct, and its speedup has a logarithm.
bool isScored(const Node& node);

/// What a policy counts of one node's expansions.
struct Growth
{
    int begun = 0;     ///< expansions ever begun here
    int inFlight = 0;  ///< of those, not finished
    int fruitless = 0; ///< finished without a child better than this node
    int vain = 0;      ///< the last ones in a row that brought no candidate at all

    /// Nothing new came out of it so often that it is not asked again: the synthesizer has run dry here.
    bool closed() const { return vain >= kVainLimit; }
    /// In flight, or finished without gain.
    int tries() const { return inFlight + fruitless; }
    /// A score, lowered for every try: leads away from a peak before the search hammers on it. After ten tries a node
    /// stands as if it were 1.65 times slower.
    double tired(double score, double fatigue = kFatigue) const { return score - fatigue * tries(); }
    void begin();
    /// Only refinements count as vain: what a merge or a hand did not bring says nothing of this node.
    void finish(const SearchGraph& graph, const Choice& choice, std::optional<NodeNumber> child);

    static constexpr int kVainLimit = 3;
    static constexpr double kFatigue = 0.05;
};

/// The terms of a node's tired score: "0.37 = log of speedup 1.6 (low end of its interval) − 0.05 × 2 tries without
/// gain".
std::string scoreTerms(const SearchGraph& graph, NodeNumber node, const Growth& growth,
                       double fatigue = Growth::kFatigue);

} // namespace espalier
