#pragma once

#include <chrono>
#include <mutex>
#include <optional>

namespace espalier {

/// What memory gives all cores of this machine at the moment. Roofs are the best ever seen; where neighbours share the
/// memory, no kernel may get more than half of that for minutes (24-39 of 65-82 GB/s, virtual machine with two cores),
/// and what limits it is memory all the same. Thread-safe.
class MemoryProbe
{
public:
    /// GB/s, measured as DRAM's roof is but with a tenth of the patience: about 60 ms and 100 MB, so an answer serves
    /// for two seconds. Call it where nothing else runs. Nothing where the memory is short.
    std::optional<double> gbytesNow();

private:
    std::mutex m_mutex;
    std::optional<double> m_gbytes;
    std::chrono::steady_clock::time_point m_measured;
};

} // namespace espalier
