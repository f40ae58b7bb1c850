#pragma once

#include "core/synthesis/rules/transformation.h"

namespace espalier::rules {

/// Vectorises a running sum: `s += e; y[i] = s;` becomes an OpenMP inclusive scan, which the compiler computes with a
/// few shifted additions per vector instead of one addition after the other.
class SimdScan final : public Transformation
{
public:
    std::string name() const override { return "simd-scan"; }
    std::vector<Site> sites(const Kernel& kernel) const override;
    Result<std::string> apply(const Kernel& kernel, const Site& site, Rng& rng) const override;
};

} // namespace espalier::rules
