#pragma once

#include "core/evaluate/localevaluator.h"
#include "core/evaluate/sandbox/bubblewrap.h"
#include "core/profile/profilereport.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace espalier::cli {

/// One run of one profiler, which writes one file. Nothing is judged or timed in it.
struct ProfilerPass
{
    std::string tool; ///< ncu, torch or proton: what reads its file
    std::vector<std::string> argv;
    std::filesystem::path report;
    std::vector<std::filesystem::path> programs; ///< files and folders that it reads beside the system's

    /// Runs it in `folder` while no other process of the user's times anything, and reads what it wrote. Without a
    /// bubblewrap limits alone hold it. Fails with Machine where it ended early or wrote nothing that can be read, and
    /// says what it printed; with Interrupted after a stop.
    Result<ProfileReport> run(const std::filesystem::path& folder, const std::optional<Bubblewrap>& bubblewrap,
                              const StageCallback& stage, const std::stop_token& stop) const;
};

} // namespace espalier::cli
