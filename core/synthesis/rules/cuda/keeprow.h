#pragma once

#include "core/synthesis/rules/transformation.h"

namespace espalier::rules {

/// Keeps a row that a block reads in several loops in dynamic shared memory: one loop copies it, a barrier follows, and
/// the loops read the copy. Kernels whose blocks have a row each, as RowPerWarp makes them, and arrays of floats that
/// are read as `x[r * cols + c]` in loops over c up to cols, a size of the task. Rows that do not fit into a block's
/// shared memory are refused when they are built.
class KeepRow final : public Transformation
{
public:
    std::string name() const override { return "keep-row"; }
    std::vector<Site> sites(const Kernel& kernel) const override;
    Result<std::string> apply(const Kernel& kernel, const Site& site, Rng& rng) const override;
};

} // namespace espalier::rules
