#pragma once

#include "core/diagnose/instruction.h"

#include <span>

namespace espalier {

/// Vector registers that one innermost loop keeps on the stack for want of others.
struct Spills
{
    int stores = 0;  ///< into places of the frame that the loop fetches again
    int reloads = 0; ///< operands that come back from them

    bool operator==(const Spills&) const = default;
};

/// A store counts where the same loop fetches as many bytes from the same place. What is stored and left there, such as
/// a result or an array that is read one element at a time, is no spill; nor is a streaming store, nor a constant that
/// is only fetched. Places are relative to %rsp, or below %rbp where that holds the frame and no pointer into data
/// (`framePointer`).
Spills spillsIn(std::span<const Instruction> loop, bool framePointer);

} // namespace espalier
