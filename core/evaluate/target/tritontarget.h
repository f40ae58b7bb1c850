#pragma once

#include "core/evaluate/target/pythonmachine.h"
#include "core/evaluate/target/target.h"
#include "core/evaluate/toolchain/pythontoolchain.h"

namespace espalier {

/// Triton, and other languages for kernels that are written in Python, for the first NVIDIA GPU: run by
/// espalier-pyworker together with the candidate's own Python code, timed by the device's events as far as the judge's
/// clock bears them out. Without a GPU Triton's interpreter runs the kernels on the processor: they are checked, and
/// nothing is timed.
class TritonTarget final : public Target
{
public:
    static Result<std::unique_ptr<Target>> open(const Task& task, const std::filesystem::path& folder,
                                                const std::filesystem::path& programs, const Sandbox& sandbox);
    static Candidate plain(std::string source);
    /// Fails where kernels in Triton cannot be timed, which a search needs, and says what is missing.
    static Result<PythonMachine> device(const std::filesystem::path& programs = {});
    /// A task may be without.
    static std::filesystem::path seedFile(const Task& task) { return task.folder / kTritonSeed; }

    std::filesystem::path worker() const override { return m_worker; }
    /// `plain` is seed_triton.py, or reference.py where a task has only that. `torch` is reference.py; on a GPU
    /// `compiled` and `autotuned` are what torch.compile makes of it, each in a process of its own like all.
    Result<std::vector<Baseline>> baselines() const override;
    BuildOutcome build(const Candidate& candidate, const std::vector<std::string>& link, std::stop_token stop) override;
    SanitizerReport sanitize(const Candidate& candidate, const std::stop_token& stop) const override;
    int tier() const override { return 3; }
    bool onDevice() const override { return m_onDevice; }
    bool isTimed() const override { return m_onDevice; }
    /// Those of the target cuda: it is the same GPU.
    Result<DeviceRoofs> deviceRoofs() const override;
    std::optional<Interpreter> interpreter() const override { return m_interpreter; }
    Patience patience() const override;
    bool disassembles() const override { return false; }

private:
    TritonTarget(const Task& task, const std::filesystem::path& folder, const std::filesystem::path& worker,
                 const Sandbox& sandbox, const Interpreter& interpreter, bool onDevice);

    Task m_task;
    std::filesystem::path m_worker;
    Interpreter m_interpreter;
    bool m_onDevice;
    PythonToolchain m_toolchain;
};

} // namespace espalier
