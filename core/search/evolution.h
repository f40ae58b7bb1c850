#pragma once

#include "core/search/couples.h"
#include "core/search/elitegrid.h"
#include "core/search/growth.h"
#include "core/search/islands.h"

#include <array>

namespace espalier {

/// A population on islands, each with a grid of elites by bottleneck and technique. The island whose turn it is draws
/// one of its elites with a share of e^(kPressure × score), where the score is greedy's: log speedup + log boost −
/// fatigue × tries. So slow cells live on, good ones grow more, and an elite that brings nothing gives way to the next
/// of its cell. One choice in kMateEvery marries it to an elite of another cell or island. Every kMigrateEvery results
/// the best of each island comes to live on the next one too. A boost also gives its island as many more turns. A
/// choice costs O(cells), one with a mate and a result O(depth + log n).
class EvolutionPolicy final : public SelectionPolicy
{
public:
    /// A cell with half the speedup of another is drawn a quarter as often.
    static constexpr double kPressure = 2;
    static constexpr std::uint64_t kMateEvery = 8;
    /// Two or three turns of each island: long enough to get somewhere alone, and a search of 60 steps exchanges six
    /// times.
    static constexpr int kMigrateEvery = 10;

    /// What may be set, see policyConstants().
    struct Constants
    {
        double fatigue = Growth::kFatigue;
        double pressure = kPressure;
        std::uint64_t mateEvery = kMateEvery;
        int migrateEvery = kMigrateEvery;
    };
    EvolutionPolicy() = default;
    explicit EvolutionPolicy(const Constants& constants) : m_constants(constants) {}

    std::optional<Choice> choose(const SearchGraph& graph, Rng& rng) const override;
    void begin(const SearchGraph& graph, const Choice& choice) override;
    void finish(const SearchGraph& graph, const Choice& choice, std::optional<NodeNumber> node) override;
    void plant(const SearchGraph& graph, NodeNumber node) override;
    void steered(const SearchGraph& graph) override;

private:
    struct Entry
    {
        Growth growth;
        Cell cell;
        bool eligible = false;       ///< correct and not pruned
        double base = 0;             ///< log speedup + log boost
        double logBoost = 0;         ///< from the root down
        std::optional<double> score; ///< while it stands in the grids of its islands
    };

    std::vector<double> shares(const std::vector<EliteGrid::Elite>& elites) const;
    Islands::Weights weights() const;
    void marry(const SearchGraph& graph, std::size_t island, const Cell& cell, Rng& rng, Choice& choice) const;
    void place(const SearchGraph& graph, NodeNumber node);
    void stand(NodeNumber node);
    void leave(NodeNumber node);
    void migrate();

    Constants m_constants;
    std::vector<Entry> m_entries;
    std::array<EliteGrid, Islands::kCount> m_grids;
    Islands m_islands;
    Couples m_couples;
    int m_finished = 0;
};

} // namespace espalier
