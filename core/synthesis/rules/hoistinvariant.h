#pragma once

#include "core/synthesis/rules/transformation.h"

namespace espalier::rules {

/// Computes what does not change in a loop once in front of it: loads, calls of mathematical functions and divisions
/// whose operands the loop leaves alone. The compiler does so for plain arithmetic only: a store through another
/// pointer might change what is loaded, and a function such as expf may set errno. Only what every iteration computes
/// is moved, from the loop directly around it, and as it stands, so no result changes. A load from in front of a loop
/// that may have no iteration is guarded by the loop's own condition.
class HoistInvariant final : public Transformation
{
public:
    std::string name() const override { return "hoist-invariant"; }
    std::vector<Site> sites(const Kernel& kernel) const override;
    Result<std::string> apply(const Kernel& kernel, const Site& site, Rng& rng) const override;
};

} // namespace espalier::rules
