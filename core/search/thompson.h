#pragma once

#include "core/search/gainposterior.h"
#include "core/search/growth.h"

namespace espalier {

/// Thompson sampling (Thompson 1933) on the tree, with normal posteriors as in Bai, Wu and Chen (NIPS 2013). From the
/// root the walk draws for each branch, and for growing one more child where it stands, what the next expansion there
/// may reach:
///   log speedup of the best node that may be refined there + a gain drawn from the posterior of the gains made there,
/// and follows the highest draw until that is the node itself. A failure, a spent step and an expansion in flight (the
/// virtual loss) count as a step back by GainPosterior::kStep, and nothing counts as worse than that: one kernel a
/// hundred times slower would make its branch look uncertain, not bad. Before its first gain a branch is expected to
/// gain what the whole search has gained on average. A boost adds its logarithm to the draws of the branches that lead
/// to it. All draws come from the step's Rng. A choice costs O(depth × children), a result O(depth).
class ThompsonPolicy final : public SelectionPolicy
{
public:
    /// `spread`: factor on how far each draw lies from its mean; 0 takes the means themselves.
    explicit ThompsonPolicy(double spread = 1) : m_spread(spread) {}

    std::optional<Choice> choose(const SearchGraph& graph, Rng& rng) const override;
    void begin(const SearchGraph& graph, const Choice& choice) override;
    void finish(const SearchGraph& graph, const Choice& choice, std::optional<NodeNumber> node) override;
    void plant(const SearchGraph& graph, NodeNumber node) override;
    void steered(const SearchGraph& graph) override;

private:
    struct Entry
    {
        Growth growth;
        bool open = false;           ///< may be refined
        double reward = 0;           ///< log speedup, of a correct node
        std::optional<double> level; ///< highest log speedup of the open nodes at or below it; none: not entered
        double pull = 0;             ///< log of boostPulls
        Gains own;                   ///< of the expansions of this node
        Gains below;                 ///< of the expansions at or below it
        int inFlight = 0;            ///< at or below it
    };
    /// What the next expansion of a branch may reach.
    struct Draw
    {
        double value = 0;
        double mean = 0;
        double deviation = 0;
        double gain = 0; ///< the mean of the gain in it
    };

    bool mayRefine(const SearchGraph& graph, NodeNumber node) const;
    Draw draw(double level, Gains gains, int inFlight, Rng& rng) const;
    double gainOf(const SearchGraph& graph, NodeNumber parent, std::optional<NodeNumber> child) const;
    std::string terms(const SearchGraph& graph, NodeNumber node, const Draw& drawn) const;
    void refresh(const SearchGraph& graph, NodeNumber node);

    double m_spread;
    std::vector<Entry> m_entries;
};

} // namespace espalier
