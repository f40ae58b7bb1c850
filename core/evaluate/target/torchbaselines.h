#pragma once

#include "core/evaluate/target/target.h"
#include "core/evaluate/toolchain/pythontoolchain.h"

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace espalier {

/// A way to run a task's reference.py in PyTorch.
struct TorchForm
{
    std::string_view name; ///< of the baseline, in a session whose candidates are in Python too
    std::string_view mode; ///< of torch.compile; empty: as it is

    Candidate of(std::string reference) const;
    /// The form of this name; none where no form is called so.
    static std::optional<TorchForm> named(std::string_view name);
};

inline constexpr std::array<TorchForm, 3> kTorchForms{
    {{"torch", ""}, {"compiled", "default"}, {"autotuned", "max-autotune-no-cudagraphs"}}};

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

    /// The forms as `torch`, `torch-compiled` and `torch-autotuned`, each in processes of its own.
    std::vector<Target::Baseline> list() const;
    /// Of a candidate in the language torch. Callable from several threads at once.
    BuildOutcome build(const Candidate& candidate, std::stop_token stop);

    /// Whether list() calls one of its baselines so.
    static bool isName(std::string_view baseline);

private:
    TorchBaselines(const Task& task, const std::filesystem::path& folder, const WorkerKind& worker,
                   const Sandbox& sandbox, std::string reference);

    WorkerKind m_worker;
    std::string m_reference;
    PythonToolchain m_toolchain;
};

} // namespace espalier
