#pragma once

#include "core/base/process.h"

#include <chrono>
#include <cstddef>
#include <string>

namespace espalier {

/// What one run of a confined program may take, with everything it starts.
struct ProcessLimits
{
    std::chrono::milliseconds time;
    std::size_t memory;  ///< resident bytes
    std::size_t output;  ///< bytes of any one file
    std::size_t printed; ///< bytes of messages
    int processes;

    /// All of them: one that was left out would be none.
    constexpr ProcessLimits(std::chrono::milliseconds forTime, std::size_t ofMemory, std::size_t ofOutput,
                            std::size_t ofMessages, int ofProcesses)
        : time(forTime), memory(ofMemory), output(ofOutput), printed(ofMessages), processes(ofProcesses)
    {
    }

    /// Sets them all.
    void holdTo(ProcessSpec& spec) const;
    /// "printed more than 16 MiB": what a program did that was ended for it.
    std::string exceeded(TreeLimit limit) const;
};

} // namespace espalier
