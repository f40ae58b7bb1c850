#pragma once

#include "core/synthesis/rules/transformation.h"

namespace espalier::rules {

/// Cache tiling of a nest: the loop directly inside another is cut into tiles, and the loop over tiles is moved outside
/// of both, so that what a tile of columns uses stays in the cache from one row to the next. Applies where both loops'
/// iterations are independent (nothing is added up across them, so no sum changes its order) and something is loaded
/// that differs between columns but not between rows. The tile is a marked tunable.
class TileColumns final : public Transformation
{
public:
    std::string name() const override { return "tile-columns"; }
    std::vector<Site> sites(const Kernel& kernel) const override;
    Result<std::string> apply(const Kernel& kernel, const Site& site, Rng& rng) const override;
};

} // namespace espalier::rules
