#pragma once

#include "core/evaluate/target/target.h"
#include "core/evaluate/toolchain/pythontoolchain.h"

#include <memory>
#include <string>

namespace espalier {

/// The task's reference.py, as it is and under torch.compile, as baselines of a target whose candidates are not in
/// Python: run by espalier-pyworker, timed by the device's events like the candidates. A session of its own language
/// has them from TritonTarget.
class TorchBaselines
{
public:
    /// Fails where there is nothing to time: no reference.py, no Python with torch, no GPU that it sees. `folder` is
    /// where builds go, `programs` where the workers may be besides their usual places. 0.1 s.
    static Result<std::unique_ptr<TorchBaselines>> open(const Task& task, const std::filesystem::path& folder,
                                                        const std::filesystem::path& programs, const Sandbox& sandbox);

    /// `torch`, `torch-compiled` (torch.compile) and `torch-autotuned` (its mode max-autotune-no-cudagraphs), each in
    /// processes of its own.
    std::vector<Target::Baseline> list() const;
    /// Of a candidate in the language torch. Callable from several threads at once.
    BuildOutcome build(const Candidate& candidate, std::stop_token stop);

    /// The reference under a mode of torch.compile, or without one as it is.
    static Candidate form(std::string reference, std::vector<std::string> mode);

private:
    TorchBaselines(const Task& task, const std::filesystem::path& folder, const WorkerKind& worker,
                   const Sandbox& sandbox, std::string reference);

    WorkerKind m_worker;
    std::string m_reference;
    PythonToolchain m_toolchain;
};

} // namespace espalier
