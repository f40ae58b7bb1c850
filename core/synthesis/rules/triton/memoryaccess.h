#pragma once

#include "core/synthesis/rules/triton/script.h"

#include <string>
#include <vector>

namespace espalier::rules {

/// A tl.load or tl.store of a kernel.
struct MemoryAccess
{
    ScriptCall call;
    bool isStore = false;
    std::string tensor;     ///< the parameter whose memory it is; empty where the address is made elsewhere
    bool ofProgram = false; ///< the address depends on the program's number
};

/// In the order of the source, loads before stores.
std::vector<MemoryAccess> memoryAccesses(const Script& script, const ScriptFunction& kernel);

} // namespace espalier::rules
