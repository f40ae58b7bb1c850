#pragma once

#include "core/task/task.h"

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <vector>

namespace espalier {

/// The outputs of one call of a built kernel (its entry point is Task::entryPoint), run in a child process so that a
/// crash or a loop without end is an answer and not the end of ours. The child is not sandboxed: for a task's own seed
/// only; candidates go through the judge. Outputs are poisoned beforehand and followed by guard bytes. The error's
/// `why` says how the call ended: a signal, the time limit, an exit, writing past the end of an output.
Result<std::vector<std::vector<std::byte>>> runKernel(const Task& task, const std::filesystem::path& library,
                                                      const Dims& dims, const std::vector<const void*>& inputs,
                                                      std::chrono::milliseconds limit);

} // namespace espalier
