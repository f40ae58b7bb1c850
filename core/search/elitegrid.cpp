#include "core/search/elitegrid.h"

namespace espalier {

std::string toText(const Cell& cell)
{
    return std::string(toText(cell.bound)) + " × " + std::string(toText(cell.technique)) +
           (cell.pinned ? ", pinned" : "");
}

void EliteGrid::place(const Cell& cell, double score, NodeNumber node)
{
    m_cells[cell].emplace(-score, node);
}

void EliteGrid::remove(const Cell& cell, double score, NodeNumber node)
{
    const auto at = m_cells.find(cell);
    if (at == m_cells.end()) {
        return;
    }
    at->second.erase({-score, node});
    if (at->second.empty()) {
        m_cells.erase(at);
    }
}

std::vector<EliteGrid::Elite> EliteGrid::elites() const
{
    std::vector<Elite> list;
    list.reserve(m_cells.size());
    for (const auto& [cell, members] : m_cells) {
        list.push_back({cell, members.begin()->second, -members.begin()->first});
    }
    return list;
}

} // namespace espalier
