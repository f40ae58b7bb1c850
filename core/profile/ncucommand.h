#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <string>
#include <vector>

namespace espalier {

/// Nsight Compute's command-line program: on PATH, in /usr/local/cuda/bin, or the newest below
/// /opt/nvidia/nsight-compute. Fails (Machine) and says what to install.
Result<std::filesystem::path> findNcu();

/// So many launches are looked at; more would take minutes.
inline constexpr int kMostProfiled = 64;

/// Which of a program's launches are looked at.
enum class NcuRange {
    All,
    Marked, ///< those between cudaProfilerStart() and cudaProfilerStop()
};

/// The words that profile the first kMostProfiled kernels of `command` and write the raw table to `report`: the
/// sections on speed of light, occupancy, launch, schedulers, stalls and memory, and the counters that no section has
/// in each version. Clocks are held at their base and caches emptied before each of the many replays of a kernel, so
/// its duration is no score.
std::vector<std::string> ncuCommand(const std::filesystem::path& ncu, const std::filesystem::path& report,
                                    NcuRange range, const std::vector<std::string>& command);

} // namespace espalier
