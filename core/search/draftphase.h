#pragma once

#include "core/search/crossover.h"
#include "core/search/policy.h"

namespace espalier {

/// The phases every policy goes through: first independent drafts from the seed, then `inner`, with a crossover now and
/// then; after kPatience steps without a better node a restart from the seed with a clean slate, and each time it waits
/// half as long again. What a refinement remembers is chosen here too, alike for every policy (chooseMemory).
class DraftPhase final : public SelectionPolicy
{
public:
    /// `memory`: one memory operator for all refinements; empty: chosen for each.
    DraftPhase(std::unique_ptr<SelectionPolicy> inner, int drafts, std::string memory = {}, double patience = kPatience)
        : m_inner(std::move(inner)), m_drafts(drafts), m_memory(std::move(memory)), m_leastPatience(patience),
          m_patience(patience)
    {
    }

    std::optional<Choice> choose(const SearchGraph& graph, Rng& rng) const override;
    void begin(const SearchGraph& graph, const Choice& choice) override;
    void finish(const SearchGraph& graph, const Choice& choice, std::optional<NodeNumber> node) override;
    void plant(const SearchGraph& graph, NodeNumber node) override;
    void steered(const SearchGraph& graph) override;

    static constexpr double kPatience = 16;

private:
    std::optional<Choice> place(const SearchGraph& graph, Rng& rng) const;
    bool mayDraft(const SearchGraph& graph) const;

    std::unique_ptr<SelectionPolicy> m_inner;
    Crossover m_crossover;
    int m_drafts;
    std::string m_memory;
    double m_leastPatience;
    int m_begunDrafts = 0;
    int m_vainDrafts = 0; ///< drafts and restarts in a row that brought nothing: the seed has no more to give
    int m_idle = 0;       ///< finished choices since the last better node or restart
    double m_patience;
    double m_best = 0;
};

} // namespace espalier
