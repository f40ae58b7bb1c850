#pragma once

#include "core/base/result.h"
#include "core/evaluate/sandbox/bubblewrap.h"
#include "core/graph/evaluation.h"

#include <filesystem>
#include <optional>
#include <string>

namespace espalier {

/// What confines candidates and compilers on this machine, as found by starting the real worker in it. Full:
/// bubblewrap, Landlock and the system-call filter. None: nothing at all, not even namespaces of the worker's own.
struct Sandbox
{
    std::optional<Bubblewrap> bubblewrap;
    bool filtersCalls = false; ///< workers whose seccomp filter does not load are refused
    std::string whyNotFull;    ///< empty when it is full
    Trust trust;               ///< what an evaluation of native code carries

    bool none() const { return trust.sandbox == "none"; }
};

/// Starts the worker two or three times, 10 ms each. `bubblewrap` is what findBubblewrap() found.
Sandbox examineSandbox(const std::filesystem::path& worker, const std::optional<std::filesystem::path>& bubblewrap);

/// Why candidates are not run where nothing confines them; of kind Unsandboxed.
Error unsandboxed(const Sandbox& sandbox);

} // namespace espalier
