#pragma once

#include "core/synthesis/rules/transformation.h"

namespace espalier::rules {

/// Unrolls loops whose trip count is a small constant (the taps of a filter), so that values that live across their
/// iterations can stay in registers. All of the kernel's at once.
class UnrollShort final : public Transformation
{
public:
    std::string name() const override { return "unroll-short"; }
    std::vector<Site> sites(const Kernel& kernel) const override;
    Result<std::string> apply(const Kernel& kernel, const Site& site, Rng& rng) const override;
};

} // namespace espalier::rules
