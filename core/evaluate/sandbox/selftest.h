#pragma once

#include "core/evaluate/sandbox/sandbox.h"

#include <filesystem>
#include <string>
#include <vector>

namespace espalier {

/// One thing attempted inside a sandbox that it must hold against.
struct Trial
{
    std::string sandbox; ///< build or run
    std::string attempt; ///< "read the home folder"
    bool held = false;
    std::string how; ///< what stopped it, or that nothing did
};

/// Reads the home folder, writes /usr, connects to a port that listens, signals this process, takes more memory than it
/// may and starts 500 processes, in each of the two sandboxes as they are on this machine. About half a second.
std::vector<Trial> testSandboxes(const Sandbox& sandbox, const std::filesystem::path& worker);

/// What starting a program that does nothing takes, in milliseconds: medians of `starts` each, taken in turn.
struct StartCost
{
    double buildBare = 0;
    double build = 0;
    double runBare = 0; ///< with Landlock, seccomp and namespaces of its own: what a worker always does
    double run = 0;
};

StartCost measureStarts(const Sandbox& sandbox, const std::filesystem::path& worker, int starts);

} // namespace espalier
