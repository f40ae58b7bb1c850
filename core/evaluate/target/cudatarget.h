#pragma once

#include "core/evaluate/target/torchbaselines.h"
#include "core/evaluate/toolchain/cudatoolchain.h"

namespace espalier {

/// What espalier-cuworker finds of CUDA here.
struct CudaMachine
{
    std::string compiler;          ///< "NVRTC 13.0"
    std::string device;            ///< "NVIDIA H100 80GB HBM3"; empty where there is none
    CudaArchitecture architecture; ///< of the device; sm_90a without one
    std::string whyNoDevice;
};

/// CUDA C++ for the first NVIDIA GPU: device code with a launch manifest, compiled and run by espalier-cuworker, timed
/// by the device's own events (core/cuda/cudarunner.h). A candidate that brings host code (tier 2,
/// core/cuda/hostentry.h) computes in memory of a keeper's (core/cuda/memorykeeper.h) and is timed by the judge's
/// clock. Where there is a Python with torch, PyTorch's forms of the task are among its baselines (TorchBaselines).
class CudaTarget final : public Target
{
public:
    static Result<std::unique_ptr<Target>> open(const Task& task, const std::filesystem::path& folder,
                                                const std::filesystem::path& programs, const Sandbox& sandbox);
    /// Without options, by the compiler of its tier.
    static Candidate plain(std::string source);
    /// A task may be without.
    static std::filesystem::path seedFile(const Task& task) { return task.cudaSeedFile(); }
    /// Fails where nothing can be built, and says what to install.
    static Result<CudaMachine> machine(const std::filesystem::path& programs = {});
    /// Fails also where nothing can be run.
    static Result<CudaMachine> device(const std::filesystem::path& programs = {});
    /// Why candidates with host code are built and not run on that machine; nothing where they are run.
    static std::optional<std::string> whyNoHostCode(const std::filesystem::path& programs = {});

    /// Those in CUDA C++, which need no Python.
    static Result<std::vector<Baseline>> baselinesOf(const Task& task);

    std::filesystem::path worker() const override { return m_worker; }
    Result<std::vector<Baseline>> baselines() const override;
    std::optional<std::string> missingBaselines() const override;
    BuildOutcome build(const Candidate& candidate, const std::vector<std::string>& link, std::stop_token stop) override;
    SanitizerReport sanitize(const Candidate& candidate, const std::stop_token& stop) const override;
    int tier() const override { return 1; }
    bool onDevice() const override { return true; }
    Result<DeviceRoofs> deviceRoofs() const override;
    bool disassembles() const override { return false; }

private:
    CudaTarget(const Task& task, const std::filesystem::path& folder, const std::filesystem::path& worker,
               const Sandbox& sandbox, CudaArchitecture architecture, Result<std::unique_ptr<TorchBaselines>> torch);

    Task m_task;
    std::filesystem::path m_worker;
    CudaToolchain m_toolchain;
    Result<std::unique_ptr<TorchBaselines>> m_torch;
};

} // namespace espalier
