#pragma once

#include <string>

namespace espalier::rules {

/// Why a piece of code does not compile alone, as libclang's first error; empty where it does. Judges "cpp" (C++20 with
/// OpenMP and every vector extension of x86-64-v4) and "opencl" (OpenCL C 1.2); other languages are never at fault.
std::string snippetProblem(const std::string& language, const std::string& code);

} // namespace espalier::rules
