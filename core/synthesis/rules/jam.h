#pragma once

#include "core/synthesis/rules/transformation.h"

namespace espalier::rules {

/// Vectorises a loop that holds other loops: strips of neighbouring iterations run side by side over a small buffer of
/// accumulators, so that the innermost loop runs over contiguous memory. Sites are loops over whose variable more
/// accesses are contiguous than strided. Variants: strips of 16, 32, 64 and 128.
class VectorStrip final : public Transformation
{
public:
    std::string name() const override { return "vector-strip"; }
    std::vector<Site> sites(const Kernel& kernel) const override;
    Result<std::string> apply(const Kernel& kernel, const Site& site, Rng& rng) const override;
};

/// Unroll and jam: a block of rows of an outer loop shares the loads of the loops inside and keeps its accumulators in
/// registers. Variants: blocks of 2, 4, 6 and 8.
class RowBlock final : public Transformation
{
public:
    std::string name() const override { return "row-block"; }
    std::vector<Site> sites(const Kernel& kernel) const override;
    Result<std::string> apply(const Kernel& kernel, const Site& site, Rng& rng) const override;
};

} // namespace espalier::rules
