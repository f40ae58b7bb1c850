#include "core/search/evolution.h"

#include "core/search/phrase.h"

#include <algorithm>
#include <cmath>

namespace espalier {
namespace {

using Elite = EliteGrid::Elite;

/// An island's boost counts within these: products of boosts have no bounds of their own.
constexpr double kMostWeight = 1e6;
/// So many mates are drawn before the choice stays a refinement: the check of each costs O(depth).
constexpr int kMatesAsked = 4;

bool lessScore(const Elite& one, const Elite& other)
{
    return one.score < other.score;
}

std::string onIsland(std::size_t island)
{
    return "island " + std::to_string(island + 1) + " of " + std::to_string(Islands::kCount);
}

} // namespace

/// Each elite's share; they sum up to 1.
std::vector<double> EvolutionPolicy::shares(const std::vector<Elite>& elites) const
{
    const double best = std::ranges::max_element(elites, lessScore)->score;
    std::vector<double> list;
    double sum = 0;
    for (const Elite& elite : elites) {
        list.push_back(std::exp(m_constants.pressure * (elite.score - best)));
        sum += list.back();
    }
    for (double& share : list) {
        share /= sum;
    }
    return list;
}

/// An island weighs what its most boosted elite is boosted by.
Islands::Weights EvolutionPolicy::weights() const
{
    Islands::Weights list{};
    for (std::size_t island = 0; island < Islands::kCount; ++island) {
        for (const Elite& elite : m_grids[island].elites()) {
            const double boost = std::exp(m_entries[elite.node].logBoost);
            list[island] = std::max(list[island], std::clamp(boost, 1 / kMostWeight, kMostWeight));
        }
    }
    return list;
}

std::optional<Choice> EvolutionPolicy::choose(const SearchGraph& graph, Rng& rng) const
{
    const auto island = m_islands.next(weights());
    if (!island) {
        return std::nullopt;
    }
    const std::vector<Elite> elites = m_grids[*island].elites();
    const std::vector<double> chances = shares(elites);
    const std::size_t drawn = rng.weighted(chances);
    const Elite& elite = elites[drawn];
    Choice choice;
    choice.parents = {elite.node};
    choice.why = "evolution, " + onIsland(*island) + ", the elite of " + toText(elite.cell) + " drawn with " +
                 number(chances[drawn]) + " among " + std::to_string(elites.size()) +
                 (elites.size() == 1 ? " cell: " : " cells: ") +
                 scoreTerms(graph, elite.node, m_entries[elite.node].growth, m_constants.fatigue);
    if (rng.below(m_constants.mateEvery) == 0) {
        marry(graph, *island, elite.cell, rng, choice);
    }
    return choice;
}

/// Adds a mate from another cell of the island or from any cell of the others, drawn like the first parent; none where
/// those asked may not be married to it.
void EvolutionPolicy::marry(const SearchGraph& graph, std::size_t island, const Cell& cell, Rng& rng,
                            Choice& choice) const
{
    std::vector<Elite> others;
    std::vector<std::size_t> homes;
    for (std::size_t from = 0; from < Islands::kCount; ++from) {
        for (const Elite& elite : m_grids[from].elites()) {
            if (from != island || elite.cell != cell) {
                others.push_back(elite);
                homes.push_back(from);
            }
        }
    }
    if (others.empty()) {
        return;
    }
    const std::vector<double> chances = shares(others);
    for (int asked = 0; asked < kMatesAsked; ++asked) {
        const std::size_t drawn = rng.weighted(chances);
        const Elite& mate = others[drawn];
        if (m_couples.mayMarry(graph, choice.parents.front(), mate.node)) {
            choice.parents.push_back(mate.node);
            choice.edge = EdgeKind::Merge;
            choice.memoryOperator = "combine";
            choice.why += "; mated with #" + std::to_string(mate.node) + ", the elite of " + toText(mate.cell) +
                          " on " + onIsland(homes[drawn]);
            return;
        }
    }
}

void EvolutionPolicy::leave(NodeNumber node)
{
    Entry& entry = m_entries[node];
    for (std::size_t island = 0; entry.score && island < Islands::kCount; ++island) {
        if (m_islands.homes(node).test(island)) {
            m_grids[island].remove(entry.cell, *entry.score, node);
        }
    }
    entry.score.reset();
}

/// Stands in the grids of all its islands with the score of now, where it may be a parent.
void EvolutionPolicy::stand(NodeNumber node)
{
    leave(node);
    Entry& entry = m_entries[node];
    if (!entry.eligible || entry.growth.closed()) {
        return;
    }
    entry.score = entry.growth.tired(entry.base, m_constants.fatigue);
    for (std::size_t island = 0; island < Islands::kCount; ++island) {
        if (m_islands.homes(node).test(island)) {
            m_grids[island].place(entry.cell, *entry.score, node);
        }
    }
}

void EvolutionPolicy::place(const SearchGraph& graph, NodeNumber number)
{
    leave(number); // with the cell and the islands it stood in
    const Node& node = graph.node(number);
    Entry& entry = m_entries[number];
    entry.cell = {node.bound, techniqueOf(node.skills),
                  graph.state(number).pinned ? std::optional(number) : std::nullopt};
    entry.eligible = isScored(node) && graph.mayGrow(number);
    entry.logBoost = entry.eligible ? std::log(graph.boost(number)) : 0;
    entry.base = entry.eligible ? std::log(vouched(node)) + entry.logBoost : 0;
    stand(number);
}

void EvolutionPolicy::begin(const SearchGraph& /*graph*/, const Choice& choice)
{
    const NodeNumber parent = choice.parents.front();
    m_islands.begin(parent, weights());
    m_couples.begin(choice);
    m_entries[parent].growth.begin();
    stand(parent);
}

void EvolutionPolicy::finish(const SearchGraph& graph, const Choice& choice, std::optional<NodeNumber> node)
{
    const NodeNumber parent = choice.parents.front();
    m_entries[parent].growth.finish(graph, choice, node);
    stand(parent);
    if (node) {
        plant(graph, *node);
    }
    if (++m_finished % m_constants.migrateEvery == 0) {
        migrate();
    }
}

/// All at once: who has just arrived does not travel on.
void EvolutionPolicy::migrate()
{
    std::array<std::optional<NodeNumber>, Islands::kCount> best;
    for (std::size_t island = 0; island < Islands::kCount; ++island) {
        const std::vector<Elite> elites = m_grids[island].elites();
        if (!elites.empty()) {
            best[island] = std::ranges::max_element(elites, lessScore)->node;
        }
    }
    for (std::size_t island = 0; island < Islands::kCount; ++island) {
        const std::size_t next = (island + 1) % Islands::kCount;
        if (best[island] && m_islands.migrate(*best[island], next)) {
            const Entry& entry = m_entries[*best[island]];
            m_grids[next].place(entry.cell, *entry.score, *best[island]);
        }
    }
}

void EvolutionPolicy::plant(const SearchGraph& graph, NodeNumber node)
{
    m_entries.resize(graph.size());
    m_islands.settle(graph, node);
    place(graph, node);
}

void EvolutionPolicy::steered(const SearchGraph& graph)
{
    for (NodeNumber node = 0; node < m_entries.size(); ++node) {
        place(graph, node);
    }
}

} // namespace espalier
