#pragma once

#include "core/base/result.h"
#include "core/task/task.h"

#include <string>
#include <string_view>

namespace espalier {

/// What CUDA C++ with host code of its own (tier 2) is built with. Such a source says so by a line in its head,
///
///     // tier: 2
///
/// has no launch lines, includes "task.h" and defines the task's function over device addresses, which launches what it
/// likes on the stream:
///
///     void softmax(const float* x, float* y, int64_t rows, int64_t cols, cudaStream_t stream)

/// 1 or 2. Fails where the head states another tier, or states 2 and has launch or scratch lines, which nobody would
/// read. Takes any bytes.
Result<int> statedTier(std::string_view source);

/// task.h: the function's declaration.
std::string hostHeader(const Task& task);

/// A file that includes task.h and candidate.cu and exports the entry point of native code, called with device
/// addresses: extern "C" void kernel(const void* const* in, void* const* out, const int64_t* dims, void* stream).
std::string hostEntryPoint(const Task& task);

} // namespace espalier
