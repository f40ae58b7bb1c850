#pragma once

#include "core/evaluate/sandbox/processlimits.h"
#include "core/evaluate/sandbox/sandbox.h"

#include <filesystem>
#include <string>
#include <vector>

namespace espalier {

inline constexpr ProcessLimits kBuildLimits{std::chrono::seconds(60), std::size_t{4} << 30, std::size_t{64} << 20,
                                            std::size_t{16} << 20, 64};

/// `argv` as a process of the build sandbox, with `folder` as its working folder and the only one it may write: in
/// bubblewrap where that works, always under Landlock (espalier-worker --confine). argv[0] is a full path; of an
/// interpreter's folders it sees what they hold inside bubblewrap.
ProcessSpec confinedBuild(const Sandbox& sandbox, const std::filesystem::path& worker,
                          const std::filesystem::path& folder, const std::vector<std::string>& argv,
                          const ProcessLimits& limits, const std::optional<Interpreter>& interpreter = {});

} // namespace espalier
