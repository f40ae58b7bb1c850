#pragma once

#include "core/evaluate/sandbox/bubblewrap.h"
#include "core/evaluate/sandbox/processlimits.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace espalier {

/// A kernel is replayed for every group of counters.
inline constexpr ProcessLimits kProfilerLimits{std::chrono::minutes(10), std::size_t{32} << 30, std::size_t{1} << 30,
                                               std::size_t{16} << 20, 64};

/// `argv`, a profiler and the worker that it watches, with `folder` as its working folder. A profiler reads half the
/// system and locks files below /tmp from within the process that it watches, so neither Landlock nor an empty root
/// will do. With bubblewrap it sees the whole system read-only with all devices, but nothing of the user: not the home
/// folder (except `programs`, files or folders, and `folder`), not /run, no network, no process outside, and a /tmp and
/// /dev/shm of its own. What it can write is `folder`. Without bubblewrap the limits alone hold.
ProcessSpec profilerProcess(const std::optional<Bubblewrap>& bubblewrap, const std::filesystem::path& folder,
                            const std::vector<std::filesystem::path>& programs, const std::vector<std::string>& argv,
                            const ProcessLimits& limits = kProfilerLimits);

} // namespace espalier
