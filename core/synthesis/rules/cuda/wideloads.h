#pragma once

#include "core/synthesis/rules/transformation.h"

namespace espalier::rules {

/// Has an innermost loop over neighbouring floats load and store four (variant 0) or two (variant 1) of them at once:
/// float4 where every address it begins with is a multiple of 16, as is tested when it runs; else, and for what is left
/// over, the loop as it was. Sums keep their order, so results stay the same to the bit where one thread has the loop.
class WideLoads final : public Transformation
{
public:
    std::string name() const override { return "wide-loads"; }
    std::vector<Site> sites(const Kernel& kernel) const override;
    Result<std::string> apply(const Kernel& kernel, const Site& site, Rng& rng) const override;
};

} // namespace espalier::rules
