#pragma once

#include "core/cuda/cudafit.h"
#include "core/evaluate/toolchain/buildcache.h"
#include "core/evaluate/toolchain/nvcctoolchain.h"
#include "core/graph/devicefacts.h"
#include "core/opencl/signature.h"

namespace espalier {

/// Compiles candidates of one task for the target `cuda` into device programs (core/opencl/deviceprogram.h) below
/// `folder`: their binary is a cubin for one architecture. NVRTC runs in espalier-cuworker, in the build sandbox, a
/// process a build; no device is needed, and nothing of a candidate runs. What the compiler noted of each kernel (its
/// registers, shared memory, stack) stands in the log; the launches of the timed cases with it, and with the
/// instruction mix where the toolkit's nvdisasm is installed, in a file beside the program (launchfactsfile.h). Equal
/// candidates are built once. Callable from several threads at once. Candidates with host code of their own (tier 2)
/// become shared libraries, by nvcc.
class CudaToolchain
{
public:
    CudaToolchain(const Task& task, std::filesystem::path folder, std::filesystem::path worker, Sandbox sandbox,
                  CudaArchitecture architecture, ProcessLimits limits = kBuildLimits);

    BuildOutcome build(const Candidate& candidate, std::stop_token stop = {});

private:
    BuildOutcome compile(const Candidate& candidate, std::stop_token stop);
    /// The launches of every case against what was built.
    Result<void> fits(const std::vector<LaunchPlan>& plans, const std::vector<CubinKernel>& kernels) const;
    /// What there is to know of the launches of the timed cases. Disassembles candidate.cubin in `folder`.
    std::vector<CaseLaunches> examine(const std::vector<LaunchPlan>& plans, const std::vector<CubinKernel>& kernels,
                                      const std::filesystem::path& folder, const std::string& log) const;

    KernelSignature m_signature;
    std::vector<Case> m_cases; ///< those this target checks and times
    std::filesystem::path m_folder;
    std::filesystem::path m_worker;
    Sandbox m_sandbox;
    CudaArchitecture m_architecture;
    NvccToolchain m_hostCode; ///< those of tier 2
    ProcessLimits m_limits;
    std::atomic<int> m_number{0};
    BuildCache m_built;
};

/// NVIDIA's disassembler: on PATH or where installers put a toolkit; nothing where it is in neither.
std::optional<std::filesystem::path> findCudaDisassembler();

/// As refusedOption(), for NVRTC: floating-point relaxations, the most registers of a thread, nothing that names a file
/// or a macro.
std::optional<std::string> refusedCudaOption(const std::vector<std::string>& options);

} // namespace espalier
