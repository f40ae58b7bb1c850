#pragma once

#include <optional>
#include <string_view>

namespace espalier {

/// What the judge says of one candidate. Only the first three are correct kernels.
enum class Verdict {
    Accepted,    ///< correct and faster than the fastest baseline (interval above 1 plus the margin)
    Ambiguous,   ///< correct; the interval spans 1
    Slower,      ///< correct; the interval lies below 1
    Wrong,       ///< an output differs from the reference
    Cheat,       ///< correct bytes by forbidden means, or a false clock
    Crash,       ///< the worker died or left before it was told to
    Timeout,     ///< it did not answer in time
    Blocked,     ///< the sandbox denied what it tried
    BuildFailed, ///< the compiler refused it
    Built,       ///< it was compiled and not run: there is no device for it here
    Untimed,     ///< correct, but the device that could be timed is not here
};

/// "accepted", "build_failed", …: the word in the command line's JSON and in the store.
std::string_view toText(Verdict verdict);
std::optional<Verdict> verdictFromText(std::string_view text);

/// A correct kernel, whatever its speed: it may have children with a fitness above 0.
bool isValid(Verdict verdict);
/// Nothing is known against it, but what would decide is missing on this machine: it has no fitness and needs no repair.
bool isUndecided(Verdict verdict);

/// What limits a kernel.
enum class Bound { Unknown, Memory, Compute, Latency, Occupancy, Launch, Balanced };

std::string_view toText(Bound bound);
std::optional<Bound> boundFromText(std::string_view text);

} // namespace espalier
