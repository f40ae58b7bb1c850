#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace espalier {

/// What espalier-cuworker --profile FOLDER runs: one call of a compiled program, in files of that folder. A value.
struct ProfileCall
{
    static constexpr const char* kFile = "call";       ///< toText()
    static constexpr const char* kProgram = "program"; ///< a DeviceProgram
    static constexpr const char* kInputs = "inputs";   ///< the inputs as they lie in memory
    static constexpr int kTimes = 2;                   ///< so that the second call meets a program that is loaded

    std::size_t inputBytes = 0;
    std::size_t outputBytes = 0;
    std::vector<std::size_t> inputs; ///< where each tensor lies in that memory, in bytes
    std::vector<std::size_t> outputs;
    std::vector<std::int64_t> dims; ///< in the task's order

    std::string toText() const;
    /// Fails on anything else, and on memories of more than 64 GiB or more than 64 tensors or dims.
    static Result<ProfileCall> fromText(std::string_view text);

    bool operator==(const ProfileCall&) const = default;
};

} // namespace espalier
