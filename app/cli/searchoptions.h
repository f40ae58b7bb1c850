#pragma once

#include "app/cli/commandline.h"
#include "core/store/store.h"

namespace espalier::cli {

/// Declares the options that `search`, `resume` and `bench search` share.
void declareSearchOptions(CommandLine& line);

/// Reads them; every value is checked against what exists (policies, synthesizers, targets).
Result<SessionSettings> readSearchOptions(const CommandLine& line);

} // namespace espalier::cli
