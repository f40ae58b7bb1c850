#pragma once

#include "core/synthesis/rules/transformation.h"

namespace espalier::rules {

/// Joins two neighbouring loops over the same range into one, so that what the first loaded or computed is still at
/// hand for the second. The second must not need more of the first than its own iteration.
class FuseLoops final : public Transformation
{
public:
    std::string name() const override { return "fuse-loops"; }
    std::vector<Site> sites(const Kernel& kernel) const override;
    Result<std::string> apply(const Kernel& kernel, const Site& site, Rng& rng) const override;
};

} // namespace espalier::rules
