#pragma once

#include "core/base/process.h"
#include "core/evaluate/sandbox/sandbox.h"

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace espalier {

/// What one run of a compiler may take, with everything it starts.
struct BuildLimits
{
    std::chrono::milliseconds time{60'000};
    std::size_t memory = std::size_t{4} << 30;   ///< bytes
    std::size_t output = std::size_t{64} << 20;  ///< bytes of any one file
    std::size_t printed = std::size_t{16} << 20; ///< bytes of messages
    int processes = 64;
};

/// `argv` as a process of the build sandbox, with `folder` as its working folder and the only one it may write: in
/// bubblewrap where that works, always under Landlock (espalier-worker --confine). argv[0] is a full path; of an
/// interpreter's folders it sees what they hold inside bubblewrap.
ProcessSpec confinedBuild(const Sandbox& sandbox, const std::filesystem::path& worker,
                          const std::filesystem::path& folder, const std::vector<std::string>& argv,
                          const BuildLimits& limits, const std::optional<Interpreter>& interpreter = {});

} // namespace espalier
