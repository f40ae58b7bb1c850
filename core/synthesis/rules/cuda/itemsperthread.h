#pragma once

#include "core/synthesis/rules/transformation.h"

namespace espalier::rules {

/// Gives each thread several elements, a number marked for tuning: along the dimension of its own number (variant 0),
/// a block apart so that neighbouring threads still touch neighbours, or along the second or third dimension of the
/// grid (variants 1 and 2). Loops whose bounds are the same for all of them run once for all, so that what several
/// elements read is read once. Kernels of the form GridKernel.
class ItemsPerThread final : public Transformation
{
public:
    std::string name() const override { return "items-per-thread"; }
    std::vector<Site> sites(const Kernel& kernel) const override;
    Result<std::string> apply(const Kernel& kernel, const Site& site, Rng& rng) const override;
};

} // namespace espalier::rules
