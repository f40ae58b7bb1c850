#pragma once

#include <string_view>

namespace espalier {

// What an instruction of NVIDIA's machine code is counted as in DeviceInstructions, by its name up to the first point:
// "LDG" of "LDG.E.128" (CUDA Binary Utilities, "Instruction Set Reference").

bool isGlobalLoad(std::string_view name);
bool isGlobalStore(std::string_view name);
bool isSharedAccess(std::string_view name);
bool isLocalAccess(std::string_view name);

} // namespace espalier
