#pragma once

#include "core/evaluate/sandbox/buildcommand.h"
#include "core/graph/candidate.h"
#include "core/graph/evaluation.h"
#include "core/task/task.h"

#include <atomic>
#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace espalier {

/// What became of a build: a library, or a verdict (build_failed or blocked) with its reason. A library with the
/// verdict `built` is not to be run, and the reason says why.
struct BuildOutcome
{
    std::optional<std::filesystem::path> library;
    Verdict verdict = Verdict::BuildFailed;
    std::string reason;
    BuildReport report;
    std::optional<int> tier{}; ///< of trust, where it is not that of all the target's candidates

    bool runs() const { return library && verdict != Verdict::Built; }
};

/// What the compiler said of loops, a file beside the library; see core/diagnose/loopreport.h.
inline constexpr const char* kLoopReport = "loops.txt";

/// Compiles candidates of one task for the `cpu` target into shared libraries below `folder`. A compiler keeps to the
/// limits and runs in the build sandbox: it sees the system's headers and libraries and the build's own folder.
/// Equal candidates are built once; libraries live as long as the folder. Callable from several threads at once; two
/// threads with equal candidates may both build.
class Toolchain
{
public:
    /// `confiner` is espalier-worker.
    Toolchain(const Task& task, std::filesystem::path folder, std::filesystem::path confiner, Sandbox sandbox,
              ProcessLimits limits = kBuildLimits);

    BuildOutcome build(const Candidate& candidate, std::stop_token stop = {});
    /// A baseline of the task folder, with its own linker flags.
    BuildOutcome build(const Candidate& candidate, const std::vector<std::string>& link, std::stop_token stop = {});

    /// "g++", "clang++" or either with a version, as a path; where plain clang++ is missing, clang++-19 and clang++-14
    /// do.
    static std::optional<std::filesystem::path> findCompiler(const std::string& name);

private:
    BuildOutcome compile(const Candidate& candidate, const std::vector<std::string>& link, std::stop_token stop);

    std::string m_header;
    std::string m_entryPoint;
    std::filesystem::path m_folder;
    std::filesystem::path m_confiner;
    Sandbox m_sandbox;
    ProcessLimits m_limits;
    std::atomic<int> m_number{0};
    std::mutex m_mutex;
    std::map<std::string, BuildOutcome> m_built; ///< by hash of candidate and link flags
};

} // namespace espalier
