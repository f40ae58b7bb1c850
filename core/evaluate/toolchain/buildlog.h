#pragma once

#include "core/evaluate/sandbox/buildcommand.h"

#include <string>
#include <utility>
#include <vector>

namespace espalier {

/// A compiler's messages without control characters, at most 64 KiB.
std::string printable(std::string text);

/// What stands of each kernel in what a compiler made, a line each. Their names are the candidate's: printable() too.
template <class Kernel>
std::string kernelLines(const std::vector<Kernel>& kernels)
{
    std::string lines;
    for (const Kernel& kernel : kernels) {
        lines += kernel.sentence() + "\n";
    }
    return printable(std::move(lines));
}

/// Why a compiler made nothing, for people: it was stopped, ran into a limit, died, or the first error it printed.
std::string whyItFailed(const ProcessOutcome& run, const std::string& log, const ProcessLimits& limits);

/// Separated by blanks.
std::string joined(const std::vector<std::string>& words);

} // namespace espalier
