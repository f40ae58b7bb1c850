#pragma once

#include <cstddef>
#include <optional>
#include <sys/types.h>

namespace espalier {

/// How deep in its stack a stopped worker waits for its next token, in bytes from where its stack starts: the same
/// number for each worker whose kernel has returned, another for a kernel that never returns and answers the judge
/// itself, which could then answer before it is done. Nothing when its main thread does not wait for a token, or the
/// system does not show it (/proc/PID/syscall and stat, which need the right to trace).
std::optional<std::size_t> waitingDepth(pid_t worker);

} // namespace espalier
