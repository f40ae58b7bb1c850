#pragma once

#include "core/synthesis/rules/transformation.h"

namespace espalier::rules {

/// Promises the compiler that the entry function's pointers do not overlap (`__restrict`), which the judge's separate
/// buffers make true; it then loads less often and vectorises without checks.
class RestrictPointers final : public Transformation
{
public:
    std::string name() const override { return "restrict-pointers"; }
    std::vector<Site> sites(const Kernel& kernel) const override;
    Result<std::string> apply(const Kernel& kernel, const Site& site, Rng& rng) const override;
};

/// Replaces divisions by a value that does not change in an innermost loop by a product with its reciprocal, computed
/// once before the loop.
class HoistDivision final : public Transformation
{
public:
    std::string name() const override { return "hoist-division"; }
    std::vector<Site> sites(const Kernel& kernel) const override;
    Result<std::string> apply(const Kernel& kernel, const Site& site, Rng& rng) const override;
};

} // namespace espalier::rules
