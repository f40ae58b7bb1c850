#pragma once

#include "core/evaluate/toolchain/buildcache.h"
#include "core/hip/gfxname.h"
#include "core/hip/hipfit.h"
#include "core/opencl/launchplan.h"
#include "core/opencl/signature.h"

namespace espalier {

/// Compiles candidates of one task for the target `hip` into device programs (core/opencl/deviceprogram.h) below
/// `folder`: their binary is a code object for one architecture. hipcc runs in the build sandbox; no device is needed,
/// and nothing of a candidate runs. What the compiler noted of each kernel stands in the log, the launches of the timed
/// cases in a file beside the program (launchfactsfile.h). Equal candidates are built once. Callable from several
/// threads at once.
class HipToolchain
{
public:
    /// `confiner` is espalier-worker, `architecture` one that isHipArchitecture(), `sharedBytes` the LDS that one block
    /// can have.
    HipToolchain(const Task& task, std::filesystem::path folder, std::filesystem::path confiner, Sandbox sandbox,
                 std::string architecture, std::size_t sharedBytes = kHipSharedBytes,
                 ProcessLimits limits = kBuildLimits);

    BuildOutcome build(const Candidate& candidate, std::stop_token stop = {});

    /// On PATH or where ROCm's installers put it.
    static std::optional<std::filesystem::path> findCompiler();

private:
    BuildOutcome compile(const Candidate& candidate, std::stop_token stop);
    /// The launches of every case against what was built.
    Result<void> fits(const std::vector<LaunchPlan>& plans, const std::vector<CodeObjectKernel>& kernels) const;
    std::vector<CaseLaunches> examine(const std::vector<LaunchPlan>& plans,
                                      const std::vector<CodeObjectKernel>& kernels) const;

    KernelSignature m_signature;
    std::vector<Case> m_cases; ///< those this target would check and time
    std::filesystem::path m_folder;
    std::filesystem::path m_confiner;
    Sandbox m_sandbox;
    std::string m_architecture;
    std::size_t m_sharedBytes;
    ProcessLimits m_limits;
    std::atomic<int> m_number{0};
    BuildCache m_built;
};

/// As refusedOption(), for hipcc: optimisation levels, floating-point relaxations, the block size that a kernel is
/// compiled for; nothing that names a file or a macro.
std::optional<std::string> refusedHipOption(const std::vector<std::string>& options);

} // namespace espalier
