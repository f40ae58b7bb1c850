#pragma once

#include "core/diagnose/instruction.h"

#include <span>

namespace espalier {

/// Accesses of one innermost loop that take at most 16 bytes at a place and then step 64 bytes or more, or by a
/// register: a column walk, which fetches a whole line for one element. A step is an add or lea on a register that
/// addresses memory in the loop. 0 for loops of more than 1024 instructions.
int stridedAccesses(std::span<const Instruction> loop);

/// A load into a register that its own address uses, as in a walk along a list.
bool isDependentLoad(const Instruction& instruction);

} // namespace espalier
