#pragma once

#include "core/synthesis/rules/transformation.h"

namespace espalier::rules {

/// Gives a kernel another number of threads in a block, 32 to 1024 in powers of two (variants 0 to 5): the number of
/// its launch line and the expression of its grid. Where the line has a plain number, or shares its constant with
/// another kernel's line, it gets a constant of its own, marked for tuning. Kernels of the form GridKernel, or those
/// that mention neither the number nor its constant.
class BlockSize final : public Transformation
{
public:
    std::string name() const override { return "block-size"; }
    std::vector<Site> sites(const Kernel& kernel) const override;
    Result<std::string> apply(const Kernel& kernel, const Site& site, Rng& rng) const override;
};

} // namespace espalier::rules
