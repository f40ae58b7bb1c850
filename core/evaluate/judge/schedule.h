#pragma once

#include <cstdint>
#include <map>
#include <sys/types.h>
#include <vector>

namespace espalier {

/// What the kernel's scheduler has done to a process so far, from /proc/PID/task/*/schedstat and stat. Reading costs
/// about 15 µs a thread and is done while the worker is frozen, outside the timed part.
struct Schedule
{
    struct Thread
    {
        int processor = -1; ///< the last it ran on
        double seconds = 0; ///< it ran, or would have run had others not had the processors
    };

    double waited = 0; ///< seconds its threads were ready and had no processor
    std::map<pid_t, Thread> threads;

    /// All zero where the system does not tell.
    static Schedule of(pid_t process);
};

/// Whether what happened between two readings spoils a time: its threads waited for a processor longer than 5 % of the
/// call and 0.25 ms, or one that was there before was moved to another processor.
bool isDisturbed(const Schedule& before, const Schedule& after, double seconds);

/// Seconds all threads used between two readings. None can have used more than the call took: what exceeds it went into
/// being stopped and let go, which on a busy machine means standing in line as well.
double usedSeconds(const Schedule& before, const Schedule& after, double seconds);

/// Watches the processor's clock, which an ordinary user of most machines cannot read: the time of a chain of dependent
/// additions of a fixed length depends on nothing else. 20 µs a look.
class ClockProbe
{
public:
    /// Looks once. True when the clock runs at less than 97 % of the median of the looks so far.
    bool isSlow();

private:
    std::vector<double> m_seconds; ///< ascending, at most kKept
};

} // namespace espalier
