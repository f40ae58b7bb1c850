#pragma once

#include "core/synthesis/rules/transformation.h"

namespace espalier::rules {

/// Swaps two perfectly nested loops whose iterations are independent, so that another one becomes the outer loop.
class Interchange final : public Transformation
{
public:
    std::string name() const override { return "interchange"; }
    std::vector<Site> sites(const Kernel& kernel) const override;
    Result<std::string> apply(const Kernel& kernel, const Site& site, Rng& rng) const override;
};

} // namespace espalier::rules
