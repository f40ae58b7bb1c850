#pragma once

#include "core/synthesis/rules/transformation.h"

namespace espalier::rules {

/// Makes one launch of two that follow each other and touch nothing that the other writes: the first blocks of the new
/// grid do what the first launch did, the others what the second did. Which a block is of is the same for all of its
/// threads, so barriers in either stay right. Where their blocks differ in size, a kernel whose threads know of no
/// other takes the other's.
class FuseLaunches final : public Transformation
{
public:
    std::string name() const override { return "fuse-launches"; }
    std::vector<Site> sites(const Kernel& kernel) const override;
    Result<std::string> apply(const Kernel& kernel, const Site& site, Rng& rng) const override;
};

} // namespace espalier::rules
