#pragma once

#include "core/evaluate/judge/patience.h"
#include "core/evaluate/sandbox/interpreter.h"

#include <filesystem>
#include <optional>

namespace espalier {

/// What runs a contender: a program, what it becomes, and how long one waits for it. A value.
struct WorkerKind
{
    std::filesystem::path program;            ///< espalier-worker or one of the others
    std::optional<Interpreter> interpreter{}; ///< which it becomes
    Patience patience{};

    bool operator==(const WorkerKind&) const = default;
};

} // namespace espalier
