#pragma once

#include "core/base/temporaryfolder.h"
#include "core/diagnose/device/devicediagnosis.h"
#include "core/diagnose/memoryprobe.h"
#include "core/diagnose/roofs.h"
#include "core/evaluate/evaluator.h"
#include "core/evaluate/finalist/sanitizers.h"
#include "core/evaluate/judge/messages.h"
#include "core/evaluate/judgeclient.h"
#include "core/evaluate/machinegate.h"
#include "core/evaluate/sandbox/sandbox.h"
#include "core/evaluate/target/target.h"

#include <functional>
#include <memory>
#include <mutex>
#include <optional>

namespace espalier {

/// Whether candidates may run on a machine where nothing at all confines them.
enum class SandboxConsent { Required, RunUnconfined };

struct LocalEvaluatorOptions
{
    std::string target = "cpu";
    /// What the timing of one case may take before it is decided; cases near 1 get twice, a new best eight times as
    /// much.
    double secondsPerCase = 0.15;
    /// Time only these cases; empty: all that the target times.
    std::vector<std::string> cases;
    /// Where espalier-judge and the workers are; empty: beside the running program, or in the bin folder beside its
    /// folder.
    std::filesystem::path programs;
    /// Shared by all evaluators of the process; null: one of its own.
    std::shared_ptr<MachineGate> gate;
    /// Diagnose valid candidates. The roofs of the machine, or of the device that they run on, are measured once (1.5
    /// s) and kept.
    bool diagnose = true;
    /// Race the baselines that are in another language than the candidates too: for the target cuda PyTorch's. Opening
    /// then takes minutes, because torch.compile searches for its best form at each size.
    bool besideOthers = true;
    SandboxConsent consent = SandboxConsent::Required;
    /// Told by open(), in its thread, that the target is here and its baselines are built and raced; may be empty.
    std::function<void()> tellRacing{};
};

/// One target on this machine: builds here, judges in espalier-judge, runs in the target's worker. Builds of several
/// threads run together, timing is one lane. A judge that dies is started again and the candidate evaluated once more;
/// if it dies again, that is the candidate's verdict. After a stop the verdict is `crash` at stage "stopped", which
/// says nothing of the candidate. Everything it writes is in one temporary folder, removed with it.
class LocalEvaluator final : public Evaluator
{
public:
    /// Builds the baselines and has the judge race them: 2-10 s, minutes with those of PyTorch. Refused with the kind
    /// Unsandboxed on a machine where nothing confines candidates, without consent.
    static Result<std::unique_ptr<LocalEvaluator>> open(const Task& task, const LocalEvaluatorOptions& options = {},
                                                        std::stop_token stop = {});

    Evaluation evaluate(const Candidate& candidate, const StageCallback& stage, std::stop_token stop) override;
    BuildTrial build(const Candidate& candidate, const StageCallback& stage, std::stop_token stop) override;
    std::string codeFingerprint(const Candidate& candidate, const StageCallback& stage, std::stop_token stop) override;
    /// A careful second judging in new processes, 30 to 300 pairs a case, and the sanitizers where the target has them
    /// and the figure still beats `toBeat`: two of three finalists fall back behind it, and the sanitizers take two
    /// seconds.
    Evaluation confirm(const Candidate& candidate, Evaluation first, double toBeat, const StageCallback& stage,
                       std::stop_token stop) override;

    /// The careful judging that confirm() begins with, without the sanitizers.
    Evaluation judgeCarefully(const Candidate& candidate, const StageCallback& stage, std::stop_token stop);

    /// The seed as the baseline `compiled` has it.
    Result<Candidate> compiledSeed() const;
    /// Every baseline of the task with its milliseconds per timed case, or why it does not count here.
    const std::vector<BaselineResult>& baselines() const { return m_baselines; }
    /// One sentence on those that are not here and would be elsewhere, such as PyTorch's.
    std::optional<std::string> missingBaselines() const;
    /// The one to beat.
    const BaselineResult& fastestBaseline() const;
    const Task& task() const { return m_task; }
    const std::string& target() const { return m_targetName; }
    /// What the diagnosis measures against; absent when it is switched off or the machine could not be measured.
    const std::optional<Roofs>& roofs() const { return m_roofs; }
    /// Without, what is correct is `untimed`.
    bool isTimed() const { return m_target->isTimed(); }
    /// What confines candidates here.
    const Sandbox& sandbox() const { return m_sandbox; }

private:
    SanitizerReport sanitize(const Candidate& candidate, const StageCallback& stage, std::stop_token stop);
    LocalEvaluator(const Task& task, const LocalEvaluatorOptions& options);

    /// What an evaluation of what was built carries.
    Trust trust(const BuildOutcome& build) const;
    Result<void> buildBaselines(std::stop_token stop);
    Result<void> enterBaselines(const std::vector<Target::Baseline>& sources, const std::vector<BuildOutcome>& built);
    Result<Opened> startJudge(std::stop_token stop);
    Evaluation judge(const EvaluateRequest& request, const StageCallback& stage, std::stop_token stop);
    Result<Evaluation> judgeOnce(const EvaluateRequest& request, const StageCallback& stage, std::stop_token stop);
    void measureRoofs();
    void explain(Evaluation& evaluation, const std::filesystem::path& library);

    Task m_task;
    std::filesystem::path m_judgeProgram;
    Sandbox m_sandbox;
    TemporaryFolder m_folder{"espalier-build"};
    std::string m_targetName;
    std::unique_ptr<Target> m_target;
    std::shared_ptr<MachineGate> m_gate;
    OpenRequest m_request;
    std::vector<BaselineResult> m_baselines;
    std::string m_fastest;
    std::optional<Roofs> m_roofs;
    DeviceEvidence m_device; ///< of a target with a device of its own: what was measured of it
    MemoryProbe m_memory;
    bool m_besideOthers;
    bool m_diagnose;
    std::mutex m_judgeMutex; ///< guards m_judge
    std::unique_ptr<JudgeClient> m_judge;
};

} // namespace espalier
