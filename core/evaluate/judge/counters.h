#pragma once

#include "core/graph/counterfigures.h"

#include <array>
#include <cstdint>
#include <optional>
#include <sys/types.h>

namespace espalier {

/// What the hardware counted in user mode, over all threads of a worker.
struct Counts
{
    double cycles = 0;
    double instructions = 0;
    double branchMisses = 0;
    double cacheMisses =
        0; ///< lines; the last level's on Intel, the second's on AMD: what the system calls cache-misses
    /// Every counter ran all the time. Where there are more events than counters, the system shares them out and the
    /// rest is guesswork.
    bool complete = true;

    Counts& operator+=(const Counts& more);
};

Counts operator-(const Counts& later, const Counts& earlier);

/// Of `calls` calls; nothing without a complete count.
std::optional<CounterFigures> figuresOf(const Counts& counts, int calls);

/// A kind of event, as perf_event_open(2) names it.
struct CountedEvent
{
    std::uint32_t type = 0;
    std::uint64_t config = 0;
};

/// Hardware counters of one process and of every thread it starts from now on. Reading takes some microseconds and is
/// done while the worker is frozen. The process cannot see or reach them.
class Counters
{
public:
    /// Cycles, instructions, mispredicted branches, missed lines.
    static const std::array<CountedEvent, 4> kHardware;

    /// Nothing where the machine has none, as most virtual machines, or keeps them to itself
    /// (kernel.perf_event_paranoid above 2).
    static std::optional<Counters> of(pid_t process, const std::array<CountedEvent, 4>& events = kHardware);

    ~Counters();
    Counters(Counters&& other) noexcept : m_files(other.m_files) { other.m_files.fill(-1); }
    Counters& operator=(Counters&& other) noexcept
    {
        m_files.swap(other.m_files);
        return *this;
    }
    Counters(const Counters&) = delete;
    Counters& operator=(const Counters&) = delete;

    /// Since they were opened.
    Counts read() const;

private:
    Counters() { m_files.fill(-1); }

    std::array<int, 4> m_files;
};

} // namespace espalier
