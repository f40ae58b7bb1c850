#pragma once

#include "core/synthesis/rules/transformation.h"

namespace espalier::rules {

/// Counts innermost loops in 32 bits where they counted in 64: an index that takes part in vector arithmetic or in a
/// gather then fits as many lanes as the 32-bit data. Offsets keep their 64 bits, because what the index is multiplied
/// with or added to does.
class NarrowIndices final : public Transformation
{
public:
    std::string name() const override { return "narrow-indices"; }
    std::vector<Site> sites(const Kernel& kernel) const override;
    Result<std::string> apply(const Kernel& kernel, const Site& site, Rng& rng) const override;
};

} // namespace espalier::rules
