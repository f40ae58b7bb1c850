#pragma once

#include <string_view>

namespace espalier::handover {

// Files that are handed over as they are, from core/handover/templates; they need nothing of Espalier.

std::string_view checkHeader();  ///< check.h: drawing inputs and comparing outputs, for tests in C++
std::string_view numberHeader(); ///< number.h: what sizes are computed with
std::string_view deviceHeader(); ///< device.h: buffers on a GPU, for tests in CUDA
std::string_view checkModule();  ///< check.py: check.h for tests in Python

} // namespace espalier::handover
