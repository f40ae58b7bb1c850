#pragma once

#include <string>
#include <string_view>

namespace espalier {

/// A function's own name: "product" for "_ZN12_GLOBAL__N_17productILi6EEEvPKf._omp_fn.0", the region that a compiler
/// cut out of an instance of it. What is not mangled as in the Itanium C++ ABI, 5.1.5, stays up to its first point.
/// Plain ASCII, at most 80 bytes: names are the candidate's, so no full demangler, whose output can be made to grow
/// without bound, reads them.
std::string functionName(std::string_view symbol);

/// Of the C runtime or the linker, not of the candidate: "frame_dummy", "expf@plt".
bool isStartupCode(std::string_view function);

/// Computes one number: "expf", "pow".
bool isMathCall(std::string_view function);

} // namespace espalier
