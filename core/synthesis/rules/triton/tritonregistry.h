#pragma once

#include "core/synthesis/rules/workpiece.h"

#include <memory>
#include <vector>

namespace espalier::rules {

/// The transformations of kernels in Triton, in the order in which a draft would use them.
const std::vector<std::unique_ptr<Transformation>>& tritonTransformations();

/// A sensible bundle for a plain seed: sizes of blocks, loads without masks where sizes are even, forms of loops, and
/// numbers of warps, chosen or left to Triton's autotuner; here and there hints and another order of programs.
void draftForTriton(Workpiece& piece);

} // namespace espalier::rules
