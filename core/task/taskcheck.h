#pragma once

#include "core/base/result.h"
#include "core/task/variation.h"

#include <filesystem>
#include <string>
#include <vector>

namespace espalier {

/// What `espalier tasks check DIR` says of a task folder.
struct TaskReport
{
    std::string name;
    /// One sentence each: the file, what is off there, what to write instead. Empty: a sound task.
    std::vector<std::string> findings;
    /// Those of the findings that say a variation is never kept to: which one.
    std::vector<Variation> unsteady;
};

/// Loads the task, builds its reference and its seed, compares the two in every smoke and hidden case (but for a seed
/// that needs a GPU), and tries whether trivial kernels pass. An error where task.json cannot be used at all, or where
/// this machine has no compiler; everything later is a finding. Takes a few seconds, mostly compiling; runs the task's
/// own code.
Result<TaskReport> checkTask(const std::filesystem::path& folder);

} // namespace espalier
