#pragma once

#include <chrono>

namespace espalier {

/// How long workers of a target are waited for.
struct Patience
{
    using Milliseconds = std::chrono::milliseconds;

    Milliseconds ready{30'000};     ///< to open the device: drivers of several GPUs take seconds to open the first
    Milliseconds load{5000};        ///< to load a candidate
    Milliseconds call{2000};        ///< for one call, at the least; slow baselines give more
    Milliseconds baseline{120'000}; ///< for one of a baseline's: the plain kernel sets the measure, so has none itself

    bool operator==(const Patience&) const = default;
};

} // namespace espalier
