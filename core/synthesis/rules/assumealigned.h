#pragma once

#include "core/synthesis/rules/transformation.h"

namespace espalier::rules {

/// Tells the compiler that the entry function's pointers are multiples of 64 bytes, which the format of tasks promises
/// and core/evaluate/judge/layout.h makes true. Only the pointers themselves: where a row starts depends on its length,
/// and nothing is claimed of it. Said twice, since neither place is enough: at the function's head by
/// `__builtin_assume_aligned`, and by an `aligned` clause on each `omp simd` loop that uses them, because what the head
/// knows is lost where a parallel region becomes a function of its own. Not of an array that a reduction copies for
/// each thread: the copies start where the stack or the heap has room.
class AssumeAligned final : public Transformation
{
public:
    std::string name() const override { return "assume-aligned"; }
    std::vector<Site> sites(const Kernel& kernel) const override;
    Result<std::string> apply(const Kernel& kernel, const Site& site, Rng& rng) const override;
};

/// An `omp simd` in the node promises that the pointer of that name is aligned.
bool isPromisedToLanes(const Kernel& kernel, const Node& node, const std::string& pointer);

} // namespace espalier::rules
