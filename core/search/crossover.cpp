#include "core/search/crossover.h"

#include "core/search/phrase.h"

namespace espalier {
namespace {

constexpr std::size_t kPool = 8;

} // namespace

std::optional<Choice> Crossover::choose(const SearchGraph& graph, Rng& rng) const
{
    if (rng.below(kEvery) != 0) {
        return std::nullopt;
    }
    std::vector<NodeNumber> pool = graph.top(kPool);
    std::erase_if(pool, [&](NodeNumber node) { return !graph.mayGrow(node); });
    for (std::size_t i = 1; i < pool.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            if (!m_couples.mayMarry(graph, pool[i], pool[j])) {
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

} // namespace espalier
