#pragma once

#include "core/search/growth.h"

namespace espalier {

/// Upper confidence bounds on the tree (Kocsis and Szepesvári 2006) with progressive widening (Coulom 2007). From the
/// root, a node is refined itself while it has fewer children than kWidening·√visits; otherwise the walk goes on to the
/// child with the highest
///   boost × (value + C·√(ln visits(parent) / visits(child))),
/// value = half the mean and half the best log speedup below it, scaled to 0..1 over all correct nodes; failed children
/// and expansions in flight count as 0 (the virtual loss). Failed, pruned and exhausted subtrees are not entered. A
/// boost also pulls the walk towards its node from above. A choice costs O(depth × children), a result O(depth).
class UctPolicy final : public SelectionPolicy
{
public:
    explicit UctPolicy(double exploration = kExploration, double widening = kWidening)
        : m_exploration(exploration), m_widening(widening)
    {
    }

    std::optional<Choice> choose(const SearchGraph& graph, Rng& rng) const override;
    void begin(const SearchGraph& graph, const Choice& choice) override;
    void finish(const SearchGraph& graph, const Choice& choice, std::optional<NodeNumber> node) override;
    void plant(const SearchGraph& graph, NodeNumber node) override;
    void steered(const SearchGraph& graph) override;

    static constexpr double kExploration = 0.5;
    static constexpr double kWidening = 2;

private:
    struct Entry
    {
        Growth growth;
        int visits = 1;       ///< itself, and every expansion begun at or below it
        int valid = 0;        ///< correct nodes at or below it
        double sum = 0;       ///< of their log speedups
        double best = 0;      ///< the highest of them
        int open = 0;         ///< nodes at or below it that may be refined
        bool counted = false; ///< itself among them
        double pull = 1;      ///< see boostPulls
    };
    struct Score
    {
        double value = 0;
        double bonus = 0;
        double total = 0;
    };

    Score score(NodeNumber child, double logVisits) const;
    std::string rootTerms() const;
    std::string terms(const SearchGraph& graph, NodeNumber node, const Score& score) const;
    std::optional<NodeNumber> nextChild(const SearchGraph& graph, NodeNumber at, Score& best) const;
    bool mayRefine(const SearchGraph& graph, NodeNumber node) const;
    void count(const SearchGraph& graph, NodeNumber node, bool open);

    double m_exploration;
    double m_widening;
    std::vector<Entry> m_entries;
    double m_low = 0; ///< range of log speedups seen
    double m_high = 0;
    bool m_any = false;
};

} // namespace espalier
