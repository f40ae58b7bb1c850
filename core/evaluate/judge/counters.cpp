#include "core/evaluate/judge/counters.h"

#include <cstring>
#include <linux/perf_event.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace espalier {
namespace {

constexpr double kLine = 64; ///< bytes of a cache line on every x86 processor

int openCounter(const CountedEvent& event, pid_t process)
{
    perf_event_attr attributes;
    std::memset(&attributes, 0, sizeof attributes);
    attributes.size = sizeof attributes;
    attributes.type = event.type;
    attributes.config = event.config;
    attributes.inherit = 1;
    attributes.exclude_kernel = 1;
    attributes.exclude_hv = 1;
    attributes.read_format = PERF_FORMAT_TOTAL_TIME_ENABLED | PERF_FORMAT_TOTAL_TIME_RUNNING;
    return static_cast<int>(syscall(SYS_perf_event_open, &attributes, process, -1, -1, PERF_FLAG_FD_CLOEXEC));
}

struct Reading
{
    std::uint64_t value = 0;
    std::uint64_t enabled = 0;
    std::uint64_t running = 0;
};

} // namespace

const std::array<CountedEvent, 4> Counters::kHardware{{{PERF_TYPE_HARDWARE, PERF_COUNT_HW_CPU_CYCLES},
                                                       {PERF_TYPE_HARDWARE, PERF_COUNT_HW_INSTRUCTIONS},
                                                       {PERF_TYPE_HARDWARE, PERF_COUNT_HW_BRANCH_MISSES},
                                                       {PERF_TYPE_HARDWARE, PERF_COUNT_HW_CACHE_MISSES}}};

Counts& Counts::operator+=(const Counts& more)
{
    cycles += more.cycles;
    instructions += more.instructions;
    branchMisses += more.branchMisses;
    cacheMisses += more.cacheMisses;
    complete = complete && more.complete;
    return *this;
}

Counts operator-(const Counts& later, const Counts& earlier)
{
    return {later.cycles - earlier.cycles, later.instructions - earlier.instructions,
            later.branchMisses - earlier.branchMisses, later.cacheMisses - earlier.cacheMisses,
            later.complete && earlier.complete};
}

std::optional<CounterFigures> figuresOf(const Counts& counts, int calls)
{
    if (!counts.complete || calls <= 0 || counts.cycles <= 0 || counts.instructions <= 0) {
        return std::nullopt;
    }
    return CounterFigures{counts.instructions / counts.cycles, 1000 * counts.branchMisses / counts.instructions,
                          kLine * counts.cacheMisses / calls};
}

std::optional<Counters> Counters::of(pid_t process, const std::array<CountedEvent, 4>& events)
{
    Counters counters;
    for (std::size_t i = 0; i < events.size(); ++i) {
        counters.m_files[i] = openCounter(events[i], process);
        if (counters.m_files[i] < 0) {
            return std::nullopt;
        }
    }
    return counters;
}

Counters::~Counters()
{
    for (const int file : m_files) {
        if (file >= 0) {
            close(file);
        }
    }
}

Counts Counters::read() const
{
    Counts counts;
    double* const values[] = {&counts.cycles, &counts.instructions, &counts.branchMisses, &counts.cacheMisses};
    for (std::size_t i = 0; i < m_files.size(); ++i) {
        Reading reading;
        const bool whole = ::read(m_files[i], &reading, sizeof reading) == static_cast<ssize_t>(sizeof reading);
        counts.complete = counts.complete && whole && reading.running == reading.enabled;
        *values[i] = static_cast<double>(reading.value);
    }
    return counts;
}

} // namespace espalier
