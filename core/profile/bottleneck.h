#pragma once

#include "core/graph/verdict.h"
#include "core/profile/profilereport.h"

namespace espalier {

/// What holds a kernel up, by its counters.
struct Bottleneck
{
    Bound bound = Bound::Unknown; ///< unknown where a finding names no limit by itself
    std::string what;             ///< a sentence
    std::string evidence;         ///< "gpu__dram_throughput.avg.pct_of_peak_sustained_elapsed = 67.3 %"
    /// The kernel can become at most so many times as fast by this alone; absent where counters set no limit.
    std::optional<double> gain;
    std::string lever;    ///< a file kb/skills/<lever>.md; may be empty
    bool isLimit = false; ///< it is what the kernel, or the run, is bound by, and not a trouble beside it

    bool operator==(const Bottleneck&) const = default;
};

/// What the kernel that took most of the time is bound by, where the counters say it, then what else was found, the
/// largest possible gain first; at most eight. Thresholds: those of NVIDIA's speed-of-light rule (60, 80 and 10 %, one
/// wave) and of the rules that come with Nsight Compute for occupancy (80 %, 10 points), issue slots (0.6 and 0.8),
/// stalls (30 %), bank conflicts (10 %), divergence (24 of 32 threads); ours are 80 % for coalescing and 10 % for gaps,
/// waiting and local memory.
std::vector<Bottleneck> bottlenecks(const ProfileReport& report);

/// "Memory is the limit: … (dram = 67.3 %; at most 1.49× faster)"
std::string sentence(const Bottleneck& finding);

nlohmann::json toJson(const Bottleneck& finding);

} // namespace espalier
