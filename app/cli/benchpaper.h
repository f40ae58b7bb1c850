#pragma once

#include "app/cli/commandline.h"

namespace espalier::cli {

/// The paper's table, made anew: at every shape (or --row, --tasks) the plain seed and the kernels of --candidates are
/// judged on the target cuda, and the fastest is held against PyTorch's figures of --torch. What lost is in it too.
Result<int> benchPaper(const CommandLine& line);

} // namespace espalier::cli
