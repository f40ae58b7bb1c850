#pragma once

namespace espalier {

/// What hardware counters say of a call, in user mode and over all its threads.
struct CounterFigures
{
    double instructionsPerCycle = 0;    ///< of one thread, on average
    double branchMissesPerThousand = 0; ///< mispredicted branches in 1,000 instructions
    /// In one call, 64 for each line that missed the cache the system's event "cache-misses" watches: the last level's
    /// on Intel, the second's on AMD.
    double missedBytes = 0;

    bool operator==(const CounterFigures&) const = default;
};

} // namespace espalier
