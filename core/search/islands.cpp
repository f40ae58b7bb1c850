#include "core/search/islands.h"

namespace espalier {

void Islands::settle(const SearchGraph& graph, NodeNumber node)
{
    m_homes.resize(std::max<std::size_t>(m_homes.size(), node + std::size_t{1}));
    const auto parent = graph.parent(node);
    if (!parent) {
        m_homes[node].set();
        return;
    }
    std::optional<std::size_t> emptiest;
    for (std::size_t island = 0; island < kCount; ++island) {
        if (m_homes[*parent].test(island) && (!emptiest || m_births[island] < m_births[*emptiest])) {
            emptiest = island;
        }
    }
    m_homes[node].set(emptiest.value_or(0));
    ++m_births[emptiest.value_or(0)];
}

bool Islands::migrate(NodeNumber node, std::size_t to)
{
    const bool isNew = !m_homes[node].test(to);
    m_homes[node].set(to);
    return isNew;
}

std::optional<std::size_t> Islands::next(const Weights& weights) const
{
    std::optional<std::size_t> behind;
    for (std::size_t island = 0; island < kCount; ++island) {
        if (weights[island] > 0 && (!behind || pass(island) < pass(*behind))) {
            behind = island;
        }
    }
    return behind;
}

void Islands::begin(NodeNumber parent, const Weights& weights)
{
    Weights own = weights;
    for (std::size_t island = 0; island < kCount; ++island) {
        own[island] = m_homes[parent].test(island) ? own[island] : 0;
    }
    const auto last = next(weights);
    const auto turn = next(own);
    if (!turn) {
        return; // asked for by hand where nothing may grow
    }
    m_now = pass(*last);
    m_pass[*turn] = pass(*turn) + 1 / weights[*turn];
}

} // namespace espalier
