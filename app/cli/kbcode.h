#pragma once

#include "app/cli/commandline.h"

namespace espalier::cli {

/// `kb code WORDS... [--regex] [--files] [--in DIR]...`: places in the user's code. Exit code 1 when there is none.
Result<int> kbCode(const CommandLine& line);

} // namespace espalier::cli
