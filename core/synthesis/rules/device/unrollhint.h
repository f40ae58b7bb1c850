#pragma once

#include "core/synthesis/rules/transformation.h"

namespace espalier::rules {

/// Asks the device's compiler to unroll an innermost loop 2, 4 or 8 times (variants 0 to 2), in OpenCL C by
/// __attribute__((opencl_unroll_hint(4))) before it, in CUDA C++ by #pragma unroll 4.
class UnrollHint final : public Transformation
{
public:
    std::string name() const override { return "device-unroll"; }
    std::vector<Site> sites(const Kernel& kernel) const override;
    Result<std::string> apply(const Kernel& kernel, const Site& site, Rng& rng) const override;
};

} // namespace espalier::rules
