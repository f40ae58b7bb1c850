#pragma once

#include "core/handover/handover.h"

namespace espalier::handover {

/// CMakeLists.txt of a handover for the targets cpu and cuda: a static library with the task's name, and its test where
/// the folder is built by itself. Each kernel is built with the options it was measured with, as far as the compiler
/// knows them.
std::string cmakeFile(const Handover& handover);

} // namespace espalier::handover
