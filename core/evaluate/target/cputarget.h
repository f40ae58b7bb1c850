#pragma once

#include "core/evaluate/target/target.h"

namespace espalier {

/// C++ for this machine's processors: built by g++ or clang++ into a shared library, run by espalier-worker.
class CpuTarget final : public Target
{
public:
    static Result<std::unique_ptr<Target>> open(const Task& task, const std::filesystem::path& folder,
                                                const std::filesystem::path& programs, const Sandbox& sandbox);
    /// Why no task can be searched here: no worker or no compiler.
    static std::optional<Error> problem(const std::filesystem::path& programs);
    static Candidate plain(std::string source);
    /// What there is to beat of a task, with whichever compiler is here; a vendor's is listed where its source can be
    /// read, whether it builds or not.
    static Result<std::vector<Baseline>> baselinesOf(const Task& task);

    std::filesystem::path worker() const override { return m_worker; }
    Result<std::vector<Baseline>> baselines() const override { return baselinesOf(m_task); }
    BuildOutcome build(const Candidate& candidate, const std::vector<std::string>& link, std::stop_token stop) override;
    SanitizerReport sanitize(const Candidate& candidate, const std::stop_token& stop) const override;
    int tier() const override { return 2; }
    bool disassembles() const override { return true; }

private:
    CpuTarget(const Task& task, const std::filesystem::path& folder, const std::filesystem::path& worker,
              const Sandbox& sandbox);

    Task m_task;
    std::filesystem::path m_worker;
    Toolchain m_toolchain;
    SanitizerCheck m_sanitizers;
};

} // namespace espalier
