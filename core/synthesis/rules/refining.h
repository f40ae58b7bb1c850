#pragma once

#include "core/synthesis/rules/workpiece.h"

namespace espalier::rules {

/// Applies one to three changes to an already good kernel. What is tried is drawn with weights: the drawn gain of the
/// retrieved skills, the diagnosis's lever, and less for what siblings and failures below the same lineage tried
/// already.
void refine(Workpiece& piece);

} // namespace espalier::rules
