#pragma once

#include "core/cuda/cudafit.h"
#include "core/evaluate/toolchain/toolchain.h"

namespace espalier {

/// Compiles CUDA C++ with host code of its own (tier 2, core/cuda/hostentry.h) of one task into shared libraries below
/// `folder`, which export the entry point of native code. nvcc and all that it starts run in the build sandbox, a
/// process tree a build; no device is needed, and nothing of a candidate runs. What the compiler noted of each kernel
/// (its registers, shared memory, spills) stands in the log. Callable from several threads at once.
class NvccToolchain
{
public:
    /// `confiner` is a program that takes --confine, such as espalier-cuworker.
    NvccToolchain(const Task& task, std::filesystem::path folder, std::filesystem::path confiner, Sandbox sandbox,
                  CudaArchitecture architecture, ProcessLimits limits = kBuildLimits);

    /// `candidate` is checked: its options, its source, and that it states tier 2.
    BuildOutcome build(const Candidate& candidate, std::stop_token stop = {});

    /// On PATH, then where NVIDIA's installers put a toolkit; links are followed, for it looks for its parts beside
    /// itself.
    static std::optional<std::filesystem::path> findCompiler();

private:
    std::string m_header;
    std::string m_entryPoint;
    std::filesystem::path m_folder;
    std::filesystem::path m_confiner;
    Sandbox m_sandbox;
    CudaArchitecture m_architecture;
    ProcessLimits m_limits;
    std::atomic<int> m_number{0};
};

} // namespace espalier
