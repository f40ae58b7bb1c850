#pragma once

#include "core/base/result.h"
#include "core/task/task.h"

#include <string>
#include <string_view>

namespace espalier::handover {

/// The name of the host function that launches a kernel in CUDA C++.
inline constexpr const char* kLauncher = "espalier_launch";

/// Host code that stands behind a source of tier 1 in its namespace and launches its kernels as the manifest in its
/// head says:
///
///     cudaError_t espalier_launch(const float* x, float* y, int64_t rows, int64_t cols, cudaStream_t stream)
///
/// Scratch buffers are taken from the stream's pool for each call. What the source defines as macros is undone first.
/// ErrorKind::Usage where the manifest cannot be read.
Result<std::string> cudaLauncher(const Task& task, std::string_view source);

} // namespace espalier::handover
