#pragma once

#include "core/synthesis/rules/transformation.h"

namespace espalier::rules {

/// Marks innermost loops with independent iterations `#pragma omp simd`, with reduction clauses for sums, products and
/// extrema. Variants: 0 marks every such loop of the kernel at once, 1 only the one at the site.
class SimdInner final : public Transformation
{
public:
    std::string name() const override { return "simd-inner"; }
    std::vector<Site> sites(const Kernel& kernel) const override;
    Result<std::string> apply(const Kernel& kernel, const Site& site, Rng& rng) const override;
};

} // namespace espalier::rules
