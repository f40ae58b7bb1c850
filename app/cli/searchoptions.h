#pragma once

#include "app/cli/commandline.h"
#include "core/evaluate/localevaluator.h"
#include "core/store/store.h"

namespace espalier::cli {

/// Declares the options that `search`, `resume` and `bench search` share.
void declareSearchOptions(CommandLine& line);

/// Declares --allow-unsandboxed, for every command that runs candidates.
void declareSandboxConsent(CommandLine& line);
SandboxConsent readSandboxConsent(const CommandLine& line);

/// Reads them; every value is checked against what exists (policies, synthesizers, targets).
Result<SessionSettings> readSearchOptions(const CommandLine& line);

} // namespace espalier::cli
