#pragma once

#include "core/graph/node.h"
#include "core/search/technique.h"

#include <compare>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace espalier {

/// Where a node stands in a grid: what limits it, by which technique it came. A pinned node has a cell of its own.
struct Cell
{
    Bound bound = Bound::Unknown;
    Technique technique = Technique::Other;
    std::optional<NodeNumber> pinned;

    auto operator<=>(const Cell&) const = default;
};

/// "memory × vector", "memory × vector, pinned".
std::string toText(const Cell& cell);

/// The archive of MAP-Elites (Mouret and Clune, Illuminating search spaces by mapping elites, arXiv 1504.04909, 2015):
/// of each cell only the best is a parent. The others wait behind it, because an elite may be pruned, run dry or tire.
/// Placing and removing cost O(log n), the elites O(cells).
class EliteGrid
{
public:
    struct Elite
    {
        Cell cell;
        NodeNumber node = 0;
        double score = 0;
    };

    void place(const Cell& cell, double score, NodeNumber node);
    /// With the score it was placed with.
    void remove(const Cell& cell, double score, NodeNumber node);
    /// The best of each cell, in the order of the cells; of equals the oldest.
    std::vector<Elite> elites() const;

private:
    std::map<Cell, std::set<std::pair<double, NodeNumber>>> m_cells; ///< {-score, number}; no empty cells
};

} // namespace espalier
