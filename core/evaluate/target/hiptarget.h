#pragma once

#include "core/evaluate/target/target.h"
#include "core/evaluate/toolchain/hiptoolchain.h"

namespace espalier {

/// What espalier-hipworker finds of ROCm here.
struct HipMachine
{
    std::string compiler;     ///< "hipcc 5.2.21153-0"
    std::string device;       ///< "AMD Instinct MI210"
    std::string architecture; ///< "gfx90a"
    int computeUnits = 0;
    int waveLanes = 0;
    std::size_t sharedBytes = 0; ///< LDS that a block can have
};

/// HIP C++ for the first AMD GPU: device code with a launch manifest, as for CUDA, compiled by hipcc and run by
/// espalier-hipworker, timed by the device's own events (core/cuda/cudarunner.h).
class HipTarget final : public Target
{
public:
    static constexpr const char* kArchitecture =
        "gfx90a"; ///< that is built for where there is no GPU and none is named

    static Result<std::unique_ptr<Target>> open(const Task& task, const std::filesystem::path& folder,
                                                const std::filesystem::path& programs, const Sandbox& sandbox);
    static Candidate plain(std::string source);
    /// seed.hip, or seed.cu where the task has none: the device code is the same. A task may be without either.
    static std::filesystem::path seedFile(const Task& task);
    /// "hipcc 5.2.21153-0", or what to install. Starts it, which takes 0.3 s.
    static Result<std::string> compiler();
    /// Fails where the compiler that is here says that it does not know the architecture, which is no candidate's
    /// fault. Asks its driver, in 0.2 s.
    static Result<void> compilesFor(const std::string& architecture);
    /// Fails where nothing can be built, and where what is built cannot be run.
    static Result<HipMachine> device(const std::filesystem::path& programs = {});

    static Result<std::vector<Baseline>> baselinesOf(const Task& task);

    std::filesystem::path worker() const override { return m_worker; }
    Result<std::vector<Baseline>> baselines() const override { return baselinesOf(m_task); }
    BuildOutcome build(const Candidate& candidate, const std::vector<std::string>& link, std::stop_token stop) override;
    SanitizerReport sanitize(const Candidate& candidate, const std::stop_token& stop) const override;
    int tier() const override { return 1; }
    bool onDevice() const override { return true; }
    /// Fails: nothing measures them on this target.
    Result<DeviceRoofs> deviceRoofs() const override;
    bool disassembles() const override { return false; }

private:
    HipTarget(const Task& task, const std::filesystem::path& folder, const std::filesystem::path& programs,
              const Sandbox& sandbox, const HipMachine& machine);

    Task m_task;
    std::filesystem::path m_worker;
    HipToolchain m_toolchain;
};

} // namespace espalier
