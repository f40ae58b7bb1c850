#pragma once

#include "app/cli/commandline.h"
#include "app/runner/sessionrunner.h"

namespace espalier::cli {

struct RunDisplay
{
    bool printTree = false; ///< print the whole tree before the result
};

/// Starts the search, shows its progress on standard error and its result on standard output, and returns the exit
/// code: 0 with a correct kernel, 1 without one, 4 when interrupted.
Result<int> runToTheEnd(const CommandLine& line, const SessionSettings& settings, const RunDisplay& display);

/// The same for a session of the store; `settings` are its own with new limits.
Result<int> resumeToTheEnd(const CommandLine& line, SessionId session, const SessionSettings& settings);

} // namespace espalier::cli
