#pragma once

#include "app/cli/commandline.h"

namespace espalier::cli {

/// `bench sandbox`: what the sandboxes add to the start of a program.
Result<int> benchSandbox(const CommandLine& line);

} // namespace espalier::cli
