#include "widgets/charts/paretofront.h"

#include <algorithm>
#include <tuple>

namespace espalier {

std::vector<ParetoPoint> paretoFront(std::vector<ParetoPoint> points)
{
    std::erase_if(points, [](const ParetoPoint& p) { return !(p.cost >= 0) || !(p.speedup > 0); });
    std::ranges::sort(points, {}, [](const ParetoPoint& p) { return std::tuple(p.cost, -p.speedup, p.node); });
    std::vector<ParetoPoint> front;
    for (const ParetoPoint& point : points) {
        if (front.empty() || point.speedup > front.back().speedup) {
            front.push_back(point);
        }
    }
    return front;
}

} // namespace espalier
