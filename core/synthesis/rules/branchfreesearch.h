#pragma once

#include "core/synthesis/rules/transformation.h"

namespace espalier::rules {

/// Rewrites a halving search (`while (low < high) { middle = …; if (P(middle)) low = middle + 1; else high = middle;
/// }`) so that it makes the same number of rounds whatever it finds, without branches: each round adds half of what is
/// left or nothing. Searches of neighbouring iterations can then run side by side in vector lanes.
class BranchFreeSearch final : public Transformation
{
public:
    std::string name() const override { return "branch-free-search"; }
    std::vector<Site> sites(const Kernel& kernel) const override;
    Result<std::string> apply(const Kernel& kernel, const Site& site, Rng& rng) const override;
};

/// Rewrites a linear search that stops (`while (k < n && a[k] < x) ++k;`) as a count over the whole range, which has no
/// data-dependent end. Right where the condition never holds again once it has failed, as over sorted values.
class CountedSearch final : public Transformation
{
public:
    std::string name() const override { return "counted-search"; }
    std::vector<Site> sites(const Kernel& kernel) const override;
    Result<std::string> apply(const Kernel& kernel, const Site& site, Rng& rng) const override;
};

} // namespace espalier::rules
