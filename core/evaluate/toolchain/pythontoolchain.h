#pragma once

#include "core/evaluate/toolchain/buildcache.h"

namespace espalier {

/// Of a task, in its folder; it may be without.
inline constexpr const char* kTritonSeed = "seed_triton.py";

/// Makes of candidates in Python what espalier-pyworker runs: a document with the source, the task's tensors and how it
/// is to be called (app/pyworker/python/program.py reads it). The source is looked at by Python's own parser, in the
/// build sandbox, and nothing of it runs: what is no Python, has no model or no kernel fails to build, what imports or
/// replaces things no kernel needs is blocked. Callable from several threads at once.
class PythonToolchain
{
public:
    /// `worker` is espalier-pyworker.
    PythonToolchain(const Task& task, std::filesystem::path folder, std::filesystem::path worker, Sandbox sandbox,
                    Interpreter interpreter, ProcessLimits limits = kBuildLimits);

    /// Of the languages triton and, for a task's baselines, torch: its one option is a mode of torch.compile.
    BuildOutcome build(const Candidate& candidate, std::stop_token stop = {});

private:
    BuildOutcome check(const Candidate& candidate, std::stop_token stop);
    std::string document(const Candidate& candidate, const std::string& language) const;

    Task m_task;
    std::string m_reference; ///< the task's reference.py, empty where it has none
    std::string m_seed;      ///< and its seed
    std::filesystem::path m_folder;
    std::filesystem::path m_worker;
    Sandbox m_sandbox;
    Interpreter m_interpreter;
    ProcessLimits m_limits;
    std::atomic<int> m_number{0};
    BuildCache m_built;
};

} // namespace espalier
