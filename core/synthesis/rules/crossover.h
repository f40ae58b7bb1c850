#pragma once

#include "core/synthesis/rules/workpiece.h"

namespace espalier::rules {

/// Takes something good from a second parent: the values of tunables both have, its options and compiler, the bodies of
/// functions both have, or its pragmas' schedules. At least one of them; false when the two do not differ in any.
bool crossover(Workpiece& piece, const Candidate& other);

} // namespace espalier::rules
