#pragma once

#include "core/base/result.h"
#include "core/graph/candidate.h"
#include "core/task/task.h"

#include <filesystem>
#include <string>

namespace espalier {

/// HIP C++ for AMD's GPUs: device code with a launch manifest, as for CUDA, compiled by hipcc. Nothing here runs what
/// was compiled: there is no worker for ROCm.
struct HipTarget
{
    static constexpr const char* kArchitecture = "gfx90a"; ///< that is built for when none is asked for

    static Candidate plain(std::string source);
    /// seed.hip, or seed.cu where the task has none: the device code is the same. A task may be without either.
    static std::filesystem::path seedFile(const Task& task);
    /// "hipcc 5.2.21153-0", or what to install. Starts it, which takes 0.3 s.
    static Result<std::string> compiler();
    /// Why candidates are built and not run.
    static Error notRun();
};

} // namespace espalier
