#pragma once

#include "core/synthesis/rules/transformation.h"

namespace espalier::rules {

/// Reads what all work-items of a group read alike into local memory first, a tile at a time: `a[i * k + p]` in a loop
/// over p whose index depends on no work-item's own number. Work-items beyond the end then no longer return early, for
/// all must reach the barriers: they compute the last element again and store nothing.
class LocalStaging final : public Transformation
{
public:
    std::string name() const override { return "local-staging"; }
    std::vector<Site> sites(const Kernel& kernel) const override;
    Result<std::string> apply(const Kernel& kernel, const Site& site, Rng& rng) const override;
};

} // namespace espalier::rules
