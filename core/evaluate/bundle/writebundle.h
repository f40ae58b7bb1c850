#pragma once

#include "core/evaluate/bundle/bundlejob.h"
#include "core/task/task.h"

#include <stop_token>

namespace espalier {

/// A candidate on its way into a bundle.
struct BundleEntry
{
    std::string name; ///< for people
    Candidate candidate;
};

struct BundleOrder
{
    std::string name;
    Task task;
    std::string target = "cpu";
    bool finalist = false;
    std::vector<BundleEntry> candidates; ///< without the plain seed, which is put before them; equal ones go in once
    std::filesystem::path programs;      ///< as for findProgram()
};

/// Writes a job folder that another machine can judge: the task's folder, the candidates, our programs with their
/// libraries, and the script `run`. `folder` must not exist or be empty; it is there whole or not at all. Takes a
/// second and 250 MB, most of it the C++ parser's library.
Result<BundleJob> writeBundle(const std::filesystem::path& folder, const BundleOrder& order, std::stop_token stop = {});

} // namespace espalier
