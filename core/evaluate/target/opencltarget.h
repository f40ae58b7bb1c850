#pragma once

#include "core/evaluate/target/target.h"
#include "core/evaluate/toolchain/opencltoolchain.h"

namespace espalier {

/// OpenCL C for the CPU device of an installed driver: device code with a launch manifest, compiled and run by
/// espalier-clworker. The candidate brings no host code.
class OpenClTarget final : public Target
{
public:
    static Result<std::unique_ptr<Target>> open(const Task& task, const std::filesystem::path& folder,
                                                const std::filesystem::path& programs, const Sandbox& sandbox);
    static Candidate plain(std::string source);

    std::filesystem::path worker() const override { return m_worker; }
    Result<std::vector<Baseline>> baselines() const override;
    BuildOutcome build(const Candidate& candidate, const std::vector<std::string>& link, std::stop_token stop) override;
    SanitizerReport sanitize(const Candidate& candidate, const std::stop_token& stop) const override;
    int tier() const override { return 1; }
    bool disassembles() const override { return false; }

private:
    OpenClTarget(const Task& task, const std::filesystem::path& folder, const std::filesystem::path& worker,
                 const Sandbox& sandbox);

    Task m_task;
    std::filesystem::path m_worker;
    OpenClToolchain m_toolchain;
};

/// What `espalier doctor` and the window say of OpenCL here.
struct OpenClDevice
{
    std::string platform;
    std::string name;
    std::string version;
};

/// Asks espalier-clworker, which takes 0.1 s; the error says what to install.
Result<OpenClDevice> findOpenClDevice(const std::filesystem::path& programs = {});

} // namespace espalier
