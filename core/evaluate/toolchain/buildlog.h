#pragma once

#include "core/evaluate/sandbox/buildcommand.h"

#include <string>
#include <vector>

namespace espalier {

/// A compiler's messages without control characters, at most 64 KiB.
std::string printable(std::string text);

/// Why a compiler made nothing, for people: it was stopped, ran into a limit, died, or the first error it printed.
std::string whyItFailed(const ProcessOutcome& run, const std::string& log, const ProcessLimits& limits);

/// Separated by blanks.
std::string joined(const std::vector<std::string>& words);

} // namespace espalier
