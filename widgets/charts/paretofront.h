#pragma once

#include "core/graph/node.h"

#include <vector>

namespace espalier {

/// One node with what its speed costs.
struct ParetoPoint
{
    NodeNumber node = 0;
    double cost = 0; ///< error, registers, instructions or seconds: less is better
    double speedup = 0;

    bool operator==(const ParetoPoint&) const = default;
};

/// The points that no other beats in one of the two without losing in the other, by ascending cost; of equal ones the
/// oldest. Points without a speedup, or with a cost that is no number, take no part.
std::vector<ParetoPoint> paretoFront(std::vector<ParetoPoint> points);

} // namespace espalier
