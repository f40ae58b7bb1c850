#pragma once

#include "core/synthesis/rules/syntax.h"

namespace espalier::rules {

/// Is the index one more for each step of the variable: i, a + i, i - a?
bool stepsByOne(const Node& index, unsigned variable);

} // namespace espalier::rules
