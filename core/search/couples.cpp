#include "core/search/couples.h"

#include <algorithm>

namespace espalier {
namespace {

bool descends(const SearchGraph& graph, NodeNumber node, NodeNumber ancestor)
{
    std::optional<NodeNumber> at = node;
    while (at && *at > ancestor) {
        at = graph.parent(*at);
    }
    return at == ancestor;
}

} // namespace

bool Couples::mayMarry(const SearchGraph& graph, NodeNumber one, NodeNumber other) const
{
    const auto [low, high] = std::minmax(one, other);
    return low != 0 && !m_married.contains({low, high}) && !descends(graph, high, low);
}

void Couples::begin(const Choice& choice)
{
    if (choice.parents.size() > 1) {
        m_married.insert(std::minmax(choice.parents[0], choice.parents[1]));
    }
}

} // namespace espalier
