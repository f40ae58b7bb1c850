#pragma once

#include "core/synthesis/rules/dependence.h"

#include <string>

namespace espalier::rules {

/// How the iterations of one strip become lanes.
enum class Lanes {
    Vector, ///< `#pragma omp simd` loops over neighbouring elements
    Rows,   ///< fully unrolled loops: a block of independent rows held in registers
};

/// Strip-mines a loop and runs the iterations of a strip side by side: every statement of the body becomes a short loop
/// over the lanes, loops inside stay outside of the lanes, and scalars that differ between lanes become small arrays.
/// Iterations that do not fill a strip run in the original loop behind it. This is at once unroll-and-jam (Rows) and
/// vectorising an outer loop with a buffer of accumulators (Vector). Where every iteration only overwrites, a last
/// strip of vector lanes is moved back to end at the bound instead, so that a rest remains only of loops shorter than a
/// strip. The width becomes a marked tunable. Error kind Answer when the loop's iterations depend on each other or the
/// body uses what cannot be expanded.
Result<std::string> stripJam(const Kernel& kernel, const Loop& loop, int width, Lanes lanes);

/// Would the lanes' statements be separated by at least one loop inside? Otherwise jamming only renames.
bool hasLoopToJam(const Kernel& kernel, const Loop& loop);

} // namespace espalier::rules
