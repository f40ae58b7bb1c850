#pragma once

#include "app/cli/commandline.h"
#include "core/store/store.h"

namespace espalier::cli {

/// Declares --tokens, --dollars, --evaluations and --device-minutes: what a search may spend.
void declareBudgetOptions(CommandLine& line);

/// Writes those that are given into the settings.
Result<void> readBudgetOptions(const CommandLine& line, SessionSettings& settings);

/// "41 evaluations, 3.2 min of the device, 51203 tokens, $0.42", without what was not spent.
std::string spendText(const std::vector<Spend>& spend, int evaluations);

} // namespace espalier::cli
