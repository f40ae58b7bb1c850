#pragma once

#include "core/synthesis/rules/transformation.h"

namespace espalier::rules {

/// Splits the accumulators of an innermost reduction into several (a small array of them, one vector register each), so
/// that additions need not wait for one another; they are combined after the loop. Sums, products and extrema; how many
/// is a marked tunable.
class PartialAccumulators final : public Transformation
{
public:
    std::string name() const override { return "partial-accumulators"; }
    std::vector<Site> sites(const Kernel& kernel) const override;
    Result<std::string> apply(const Kernel& kernel, const Site& site, Rng& rng) const override;
};

} // namespace espalier::rules
