#pragma once

#include "core/evaluate/sandbox/sandbox.h"
#include "core/graph/candidate.h"
#include "core/task/task.h"

#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>

namespace espalier {

/// What the sanitizers say of a finalist.
struct SanitizerReport
{
    std::optional<std::string> finding; ///< "the thread sanitizer found …": the candidate is wrong
    std::string checked;                ///< what was looked for and what could not be, for a person
};

/// Builds a finalist anew with the address and undefined-behaviour sanitizers, and with the thread sanitizer, and runs
/// each once over the task's smoke and hidden cases with four threads, in the build sandbox, both at once. g++
/// builds them whatever the candidate's own compiler is: its runtime libraries come with it. What this machine cannot
/// do (no runtime, an OpenMP construct the annotations do not know) is said in `checked` and held against nobody. Takes
/// about a second on two processors; callable from any thread.
class SanitizerCheck
{
public:
    /// `folder` is written to; `confiner` is espalier-worker.
    SanitizerCheck(const Task& task, std::filesystem::path folder, std::filesystem::path confiner, Sandbox sandbox);

    SanitizerReport check(const Candidate& candidate, const std::stop_token& stop) const;

private:
    enum class Kind { Addresses, Threads };
    struct Outcome
    {
        std::optional<std::string> finding;
        std::string obstacle; ///< why nothing can be said; empty when it ran
    };

    Outcome run(Kind kind, const Candidate& candidate, const std::filesystem::path& folder,
                const std::stop_token& stop) const;
    std::string build(Kind kind, const Candidate& candidate, const std::filesystem::path& folder,
                      const std::stop_token& stop) const;
    std::string unknownConstruct(const std::filesystem::path& program, const std::stop_token& stop) const;

    const Task& m_task;
    std::filesystem::path m_folder;
    std::filesystem::path m_confiner;
    Sandbox m_sandbox;
};

} // namespace espalier
