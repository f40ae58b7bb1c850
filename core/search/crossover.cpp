#include "core/search/crossover.h"

#include "core/search/phrase.h"

#include <algorithm>

namespace espalier {
namespace {

constexpr std::size_t kPool = 8;
constexpr int kTriesPerPair = 2;

bool descends(const SearchGraph& graph, NodeNumber node, NodeNumber ancestor)
{
    std::optional<NodeNumber> at = node;
    while (at && *at > ancestor) {
        at = graph.parent(*at);
    }
    return at == ancestor;
}

} // namespace

std::optional<Choice> Crossover::choose(const SearchGraph& graph, Rng& rng) const
{
    if (rng.below(kEvery) != 0) {
        return std::nullopt;
    }
    const std::vector<NodeNumber> pool = graph.top(kPool);
    for (std::size_t i = 1; i < pool.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            const auto [low, high] = std::minmax(pool[i], pool[j]);
            const auto tried = m_tries.find({low, high});
            if (low == 0 || descends(graph, high, low) || (tried != m_tries.end() && tried->second >= kTriesPerPair)) {
                continue;
            }
            Choice choice;
            choice.parents = {pool[j], pool[i]};
            choice.edge = EdgeKind::Merge;
            choice.memoryOperator = "combine";
            choice.why = "crossover: two of the best nodes from different branches, " +
                         number(graph.node(pool[j]).fitness) + " and " + number(graph.node(pool[i]).fitness) +
                         " times the baseline";
            return choice;
        }
    }
    return std::nullopt;
}

void Crossover::begin(const Choice& choice)
{
    if (choice.parents.size() > 1) {
        ++m_tries[std::minmax(choice.parents[0], choice.parents[1])];
    }
}

} // namespace espalier
