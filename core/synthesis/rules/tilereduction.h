#pragma once

#include "core/synthesis/rules/transformation.h"

namespace espalier::rules {

/// Cache tiling over the dimension that is summed: the loop that accumulates into a scalar is cut into tiles, and the
/// loop over tiles is moved outside of the nest that holds it. Between tiles a sum is kept where it is stored at the
/// end, in the element of the output that the iteration sets; it is read back in its own type and every sum keeps its
/// order, so nothing is re-associated. What follows the sum (an activation, a scale) is done with the last tile.
/// Variants: how many loops around the accumulating one the tiles are moved outside of. The tile is a marked tunable.
class TileReduction final : public Transformation
{
public:
    std::string name() const override { return "tile-reduction"; }
    std::vector<Site> sites(const Kernel& kernel) const override;
    Result<std::string> apply(const Kernel& kernel, const Site& site, Rng& rng) const override;
};

} // namespace espalier::rules
