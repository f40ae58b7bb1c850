#pragma once

#include "core/synthesis/rules/transformation.h"

namespace espalier::rules {

/// Tells the compiler how large a kernel's blocks are, so that it may use as many registers as they leave:
/// __launch_bounds__(WG) (variant 0), or also how many of them a multiprocessor is to hold, 2 or 4 (variants 1 and 2).
class LaunchBounds final : public Transformation
{
public:
    std::string name() const override { return "launch-bounds"; }
    std::vector<Site> sites(const Kernel& kernel) const override;
    Result<std::string> apply(const Kernel& kernel, const Site& site, Rng& rng) const override;
};

} // namespace espalier::rules
