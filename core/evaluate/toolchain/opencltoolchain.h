#pragma once

#include "core/evaluate/toolchain/buildcache.h"
#include "core/evaluate/toolchain/buildserver.h"
#include "core/evaluate/toolchain/toolchain.h"
#include "core/opencl/signature.h"

namespace espalier {

/// Compiles candidates of one task for the target `opencl` into device programs (core/opencl/deviceprogram.h) below
/// `folder`. The driver's compiler keeps to the limits and runs confined in espalier-clworker, a process a build;
/// nothing of a candidate runs while it is built. Equal candidates are built once. Callable from several threads at
/// once.
class OpenClToolchain
{
public:
    OpenClToolchain(const Task& task, std::filesystem::path folder, const std::filesystem::path& worker,
                    const Sandbox& sandbox, ProcessLimits limits = kBuildLimits);

    BuildOutcome build(const Candidate& candidate, std::stop_token stop = {});

private:
    BuildOutcome compile(const Candidate& candidate, std::stop_token stop);
    Result<struct BuildRequest> request(const Candidate& candidate) const;

    KernelSignature m_signature;
    std::vector<Case> m_cases; ///< those this target checks and times
    std::filesystem::path m_folder;
    ProcessLimits m_limits;
    ProcessSpec m_confined; ///< how the server is started, and what one build may take
    BuildServer m_server;
    std::atomic<int> m_number{0};
    BuildCache m_built;
};

/// As refusedOption(), for OpenCL C: floating-point relaxations, the language's version, nothing that names a file or a
/// macro.
std::optional<std::string> refusedDeviceOption(const std::vector<std::string>& options);

} // namespace espalier
