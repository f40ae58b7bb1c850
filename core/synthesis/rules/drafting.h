#pragma once

#include "core/synthesis/rules/workpiece.h"

namespace espalier::rules {

/// Applies a random but sensible bundle of transformations to a plain kernel: clean up the loops' bodies, lay out the
/// nest for vectors and registers, mark what is left for vectorising, run the outer loops in parallel, choose options.
/// Which of them and how strongly is drawn from the piece's Rng.
void draft(Workpiece& piece);

} // namespace espalier::rules
