#pragma once

#include "core/synthesis/rules/transformation.h"

namespace espalier::rules {

/// Writes an output around the cache. A loop whose iterations each set the next element of an output that the kernel
/// never reads is cut into strips; a strip is collected in a small local array, in any order the compiler likes, and
/// copied from there by a helper: whole aligned lines of 64 bytes by non-temporal stores, the ends by ordinary ones.
/// So it holds for every size, every alignment and every compiler (`omp simd nontemporal` is ignored by g++ 12).
/// The helper ends with a store fence of its own: the fence is then run by whichever thread made the stores, however
/// the loops around it are later parallelised. Without AVX the helper is a plain copy.
class StreamingStores final : public Transformation
{
public:
    std::string name() const override { return "streaming-stores"; }
    std::vector<Site> sites(const Kernel& kernel) const override;
    Result<std::string> apply(const Kernel& kernel, const Site& site, Rng& rng) const override;
};

} // namespace espalier::rules
