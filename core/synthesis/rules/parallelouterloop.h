#pragma once

#include "core/synthesis/rules/transformation.h"

namespace espalier::rules {

/// Runs a loop that is not inside another on all cores: `#pragma omp parallel for`, with reduction clauses for what
/// iterations accumulate into (arrays too) and private copies of scratch. Variants: 0 static, 1 collapse(2) where the
/// loop holds only another, 2 dynamic.
class ParallelOuterLoop final : public Transformation
{
public:
    std::string name() const override { return "parallel-outer-loop"; }
    std::vector<Site> sites(const Kernel& kernel) const override;
    Result<std::string> apply(const Kernel& kernel, const Site& site, Rng& rng) const override;
};

/// The source with every outermost loop whose iterations are independent run in parallel, statically scheduled: what a
/// careful programmer does first, and so the `compiled` baseline. Where the outermost loop is not, the outermost
/// independent loop inside it is taken. ErrorKind::Answer when no loop can.
Result<std::string> withParallelOuterLoop(const std::string& source, const std::string& header,
                                          const std::string& function);

} // namespace espalier::rules
