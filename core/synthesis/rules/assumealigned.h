#pragma once

#include "core/synthesis/rules/transformation.h"

namespace espalier::rules {

/// Tells the compiler that the entry function's pointers are multiples of 64 bytes, which the format of tasks promises
/// and core/evaluate/judge/layout.h makes true. Only the pointers themselves: where a row starts depends on its length,
/// and nothing is claimed of it. Said twice, since neither place is enough: at the function's head by
/// `__builtin_assume_aligned`, and by an `aligned` clause on each `omp simd` loop that uses them, because what the head
/// knows is lost where a parallel region becomes a function of its own.
class AssumeAligned final : public Transformation
{
public:
    std::string name() const override { return "assume-aligned"; }
    std::vector<Site> sites(const Kernel& kernel) const override;
    Result<std::string> apply(const Kernel& kernel, const Site& site, Rng& rng) const override;
};

} // namespace espalier::rules
