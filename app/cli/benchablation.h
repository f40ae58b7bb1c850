#pragma once

#include "app/cli/commandline.h"

namespace espalier::cli {

/// `bench search --ablate`.
Result<int> benchAblation(const CommandLine& line);

} // namespace espalier::cli
