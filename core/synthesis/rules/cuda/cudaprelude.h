#pragma once

#include <string>
#include <vector>

namespace espalier::rules {

/// What CUDA C++ has without an include, and what its headers for half precision have, as far as libclang needs it to
/// read device code: declarations alone, which never meet a compiler. So the rules need no toolkit.
const std::string& cudaPrelude();

/// The parser's arguments for device code; `prelude` is the name under which it finds cudaPrelude().
std::vector<const char*> cudaArguments(const char* prelude);

/// A source of the same length with blanks for includes of headers that the prelude stands for (cuda_fp16.h).
std::string withoutCudaHeaders(const std::string& source);

} // namespace espalier::rules
