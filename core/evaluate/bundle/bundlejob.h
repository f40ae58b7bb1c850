#pragma once

#include "core/evaluate/bundle/bundlefiles.h"
#include "core/graph/candidate.h"

namespace espalier {

/// Raised when a job or a result is written differently; others than this are refused.
inline constexpr int kBundleFormat = 1;

/// Where things lie below a bundle's folder.
inline constexpr const char* kBundleJob = "job.json";
inline constexpr const char* kBundleResult = "result.json";
inline constexpr const char* kBundleTask = "task";

struct BundleCandidate
{
    std::string name;     ///< for people: "plain seed", "fast.cpp", "node 3.12 of demo"
    std::string artefact; ///< SHA-256 of the candidate's object, which is its file's name

    std::string path() const { return "candidates/" + artefact + ".json"; }
    bool operator==(const BundleCandidate&) const = default;
};

/// What is to be judged, and every file that it needs: job.json of a bundle.
struct BundleJob
{
    std::string name; ///< for people; may say where it comes from
    std::string task; ///< the task's name
    std::string target = "cpu";
    bool finalist = false;                   ///< judge correct ones as a session's best is
    std::vector<BundleCandidate> candidates; ///< the first is the plain seed
    std::vector<BundleFile> files;           ///< all but job.json and result.json

    bool operator==(const BundleJob&) const = default;
};

/// A job as read from its folder, with the bytes that a result refers to.
struct OpenBundle
{
    BundleJob job;
    std::string checksum;              ///< SHA-256 of job.json
    std::vector<Candidate> candidates; ///< in the job's order
};

std::string toText(const BundleJob& job);
/// Strict about format, types, sizes and paths; the error says what is off.
Result<BundleJob> bundleJobFromText(const std::filesystem::path& folder, const std::string& text);

/// Reads a job somebody brought: the files below `parts` are as listed, and every candidate is one.
Result<OpenBundle> openBundle(const std::filesystem::path& folder, const std::vector<std::string>& parts);

} // namespace espalier
