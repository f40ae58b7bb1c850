#pragma once

#include "core/graph/devicefacts.h"

#include <map>
#include <string>
#include <string_view>

namespace espalier {

/// The instructions of each kernel by its symbol, from what `nvdisasm --print-code` prints of a cubin (CUDA Binary
/// Utilities, "Instruction Set Reference", names them). The text comes from a program that read a hostile one's output:
/// lines that are no instructions are passed over, and no more than 4096 kernels are kept.
std::map<std::string, DeviceInstructions> instructionsIn(std::string_view listing);

} // namespace espalier
