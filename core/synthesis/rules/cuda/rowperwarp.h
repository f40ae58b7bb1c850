#pragma once

#include "core/synthesis/rules/transformation.h"

namespace espalier::rules {

/// Gives a row that one thread went through alone to the 32 threads of a warp (variant 0) or to a whole block (variant
/// 1): its loops are shared out among them, and sums and extremes come together by shuffles. Neighbouring threads then
/// read neighbouring elements. Kernels of the form GridKernel whose loops fit laneLoop(); what is written in one loop
/// and read in another must be the same thread's.
class RowPerWarp final : public Transformation
{
public:
    std::string name() const override { return "row-per-warp"; }
    std::vector<Site> sites(const Kernel& kernel) const override;
    Result<std::string> apply(const Kernel& kernel, const Site& site, Rng& rng) const override;
};

} // namespace espalier::rules
