#pragma once

#include "core/profile/kernelprofile.h"

#include <map>
#include <string_view>

namespace espalier {

/// How a recorded run filled its time, as a trace of host and device shows it. Times in microseconds.
struct TraceTimeline
{
    double spanUs = 0;   ///< from the first work of the device to the end of its last
    double kernelUs = 0; ///< in which at least one kernel ran
    double copyUs = 0;   ///< in which nothing but copies and fills ran
    double gapUs = 0;    ///< of the span, in which the device had nothing to do
    double longestGapUs = 0;
    double launchUs = 0;       ///< that the host spent in calls that launch
    double synchronizeUs = 0;  ///< that the host waited for the device before it launched more
    std::int64_t launches = 0; ///< kernels
    std::int64_t synchronizations = 0;
    double tritonUs = 0; ///< of all kernels' time, in Triton's: those launched through the driver under a plain name

    bool operator==(const TraceTimeline&) const = default;
};

/// What one profiler said of one run of a node. Profiling is a run of its own: no time in here is one that counts, and
/// a node's evaluation is never changed by it. A value.
struct ProfileReport
{
    std::string tool;   ///< ncu, rocprof, torch or proton
    std::string device; ///< "NVIDIA H100 80GB HBM3"; empty where the profiler did not say
    /// The task's case that ran, its useful operations in one call, and how often it was called; empty and 0 where the
    /// report was imported.
    std::string caseName;
    double usefulOperations = 0;
    int calls = 0;
    std::vector<KernelProfile> kernels; ///< launches in their order; ended up in one entry where the profiler sums
    std::optional<TraceTimeline> timeline;
    /// From which metrics of the profiler each figure was worked out: {"dram_bytes": "dram__bytes.sum"}. Names differ
    /// between versions.
    std::map<std::string, std::string> metrics;

    /// The metric, or the figure's own name.
    std::string metricOf(KernelProfile::Figure KernelProfile::* figure) const;
    /// The longest launch of the kernel that took most of the time; null without kernels.
    const KernelProfile* dominant() const;
    /// Share of all kernels' time that kernels of this name took, 0 to 1.
    double shareOf(std::string_view name) const;

    bool operator==(const ProfileReport&) const = default;
};

nlohmann::json toJson(const ProfileReport& report);
/// Nothing for what toJson() does not write.
std::optional<ProfileReport> profileFromJson(const nlohmann::json& document);

} // namespace espalier
