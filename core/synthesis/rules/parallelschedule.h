#pragma once

#include "core/synthesis/rules/transformation.h"

namespace espalier::rules {

/// Changes how a loop that runs in parallel is handed out, after the fact: statically, dynamically (one iteration or a
/// chunk at a time) or guided; or takes the threads away again, which small kernels are faster without. Variants: 0
/// static, 1 dynamic, 2 dynamic in chunks of 8, 3 guided, 4 no threads. What a loop has already is no site.
class ParallelSchedule final : public Transformation
{
public:
    std::string name() const override { return "parallel-schedule"; }
    std::vector<Site> sites(const Kernel& kernel) const override;
    Result<std::string> apply(const Kernel& kernel, const Site& site, Rng& rng) const override;
};

} // namespace espalier::rules
