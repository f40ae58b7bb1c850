#pragma once

#include "core/base/result.h"

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

namespace espalier {

/// A short-lived program (a compiler, a disassembler) run to its end.
struct ProcessSpec
{
    std::vector<std::string> argv; ///< argv[0] is looked up on PATH
    std::filesystem::path folder;  ///< working folder; empty: ours
    std::chrono::milliseconds timeout{60'000};
    std::size_t outputCap = std::size_t{1}
                            << 20; ///< bytes kept of standard output and error together; the rest is read and dropped
    std::size_t memoryCap = 0;     ///< RLIMIT_AS in bytes; 0: none
    std::size_t fileCap = 0;       ///< RLIMIT_FSIZE in bytes; 0: none
};

struct ProcessOutcome
{
    int exitCode = -1; ///< valid when signal is 0
    int signal = 0;    ///< signal that ended it, or 0
    bool timedOut = false;
    bool cancelled = false;
    bool outputCut = false; ///< more than outputCap was written
    std::string output;     ///< standard output and standard error, interleaved as written
    double seconds = 0;

    bool succeeded() const { return signal == 0 && exitCode == 0 && !timedOut && !cancelled; }
};

/// Runs the program in a process group of its own with an almost empty environment (PATH, HOME, TMPDIR, LANG=C.UTF-8)
/// and waits. At the time limit or on stop the whole group is killed, grandchildren included. Fails only when the
/// program cannot be started. Callable from any thread.
Result<ProcessOutcome> runProcess(const ProcessSpec& spec, std::stop_token stop = {});

} // namespace espalier
