#pragma once

#include <initializer_list>
#include <string>

namespace espalier {

/// How many blocks of a kernel a multiprocessor (a compute unit) holds at once, and what stands against more. A value.
struct Occupancy
{
    int blocks = 0;
    double share = 0;    ///< warps (waves) of those blocks over the most there can be, 0..1
    std::string limiter; ///< the name of the lowest limit, the first of equal ones

    bool operator==(const Occupancy&) const = default;
};

/// The blocks that one resource leaves room for.
struct OccupancyLimit
{
    const char* name;
    int blocks;
};

/// The least of the limits. `warps`: of one block; `most`: that a multiprocessor can hold.
Occupancy leastOf(std::initializer_list<OccupancyLimit> limits, int warps, int most);

/// Up to the next multiple of `unit`.
constexpr int roundedUp(int value, int unit)
{
    return (value + unit - 1) / unit * unit;
}

} // namespace espalier
