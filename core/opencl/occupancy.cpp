#include "core/opencl/occupancy.h"

#include <algorithm>

namespace espalier {

Occupancy leastOf(std::initializer_list<OccupancyLimit> limits, int warps, int most)
{
    const OccupancyLimit& least = *std::ranges::min_element(limits, {}, &OccupancyLimit::blocks);
    const int resident = std::min(least.blocks * warps, most);
    return {least.blocks, most > 0 ? static_cast<double>(resident) / most : 0, least.name};
}

} // namespace espalier
