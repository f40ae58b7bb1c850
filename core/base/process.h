#pragma once

#include "core/base/result.h"

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <optional>
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
    std::size_t memoryCap = 0;     ///< RLIMIT_AS in bytes, for each process; 0: none
    std::size_t fileCap = 0;       ///< RLIMIT_FSIZE in bytes; 0: none
    // For it and everything it starts, together; looked at every 20 ms. 0: none.
    std::size_t printedLimit = 0; ///< bytes of standard output and error
    std::size_t treeMemory = 0;   ///< resident bytes
    int treeProcesses = 0;
};

/// A limit of the whole tree of processes, for which it was killed.
enum class TreeLimit { Printed, Memory, Processes };

struct ProcessOutcome
{
    int exitCode = -1; ///< valid when signal is 0
    int signal = 0;    ///< signal that ended it, or 0
    bool timedOut = false;
    bool cancelled = false;
    std::optional<TreeLimit> exceeded;
    bool outputCut = false; ///< more than outputCap was written
    std::string output;     ///< standard output and standard error, interleaved as written
    double seconds = 0;

    bool succeeded() const { return signal == 0 && exitCode == 0 && !timedOut && !cancelled && !exceeded; }
};

/// Runs the program in a process group of its own with an almost empty environment (PATH, HOME, TMPDIR, LANG=C.UTF-8)
/// and waits. At a limit, on stop and at its end everything it has started is killed, in whatever group or session;
/// what has lost its parent is only found inside a PID namespace (core/evaluate/sandbox). Fails only when the program
/// cannot be started. Callable from any thread.
Result<ProcessOutcome> runProcess(const ProcessSpec& spec, std::stop_token stop = {});

} // namespace espalier
