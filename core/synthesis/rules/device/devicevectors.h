#pragma once

#include "core/synthesis/rules/transformation.h"

namespace espalier::rules {

/// Rewrites an innermost loop over neighbouring floats with the vector types of OpenCL C, 4, 8 or 16 wide (variants 0
/// to 2): loads and stores become vload and vstore, sums get a vector of partial sums, and what is left over goes the
/// old way. Applies to `for (T i = a; i < b; ++i)` whose body holds only float declarations, sums into a variable and
/// assignments to a[… + i], with i nowhere but there.
class DeviceVectors final : public Transformation
{
public:
    std::string name() const override { return "device-vectors"; }
    std::vector<Site> sites(const Kernel& kernel) const override;
    Result<std::string> apply(const Kernel& kernel, const Site& site, Rng& rng) const override;
};

} // namespace espalier::rules
