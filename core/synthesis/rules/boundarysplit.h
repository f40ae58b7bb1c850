#pragma once

#include "core/synthesis/rules/transformation.h"

namespace espalier::rules {

/// Splits a loop at the places where a bounds check inside can fail (`if (at >= 0 && at < length)`, or its opposite
/// with `continue`), so that the long middle runs without the check and can be vectorised. The ends keep the original
/// body.
class BoundarySplit final : public Transformation
{
public:
    std::string name() const override { return "boundary-split"; }
    std::vector<Site> sites(const Kernel& kernel) const override;
    Result<std::string> apply(const Kernel& kernel, const Site& site, Rng& rng) const override;
};

} // namespace espalier::rules
