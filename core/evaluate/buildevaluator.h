#pragma once

#include "core/base/temporaryfolder.h"
#include "core/evaluate/localevaluator.h"
#include "core/evaluate/target/devicebuilder.h"

namespace espalier {

/// An evaluator for a target whose device is not here: it compiles, reads what the compiler noted, and says `built`,
/// which is neither accepted nor refused. What does not compile is refused as everywhere. Everything it writes is in
/// one temporary folder, removed with it. Callable from several threads at once.
class BuildEvaluator final : public Evaluator
{
public:
    /// Of the options it takes target, programs, gate and consent. `whyNotRun`: deviceProblem() of the target. Refused
    /// as LocalEvaluator is where nothing confines what is run, and where there is no compiler. `architecture`: see
    /// openDeviceBuilder().
    static Result<std::unique_ptr<BuildEvaluator>> open(const Task& task, const LocalEvaluatorOptions& options,
                                                        const Error& whyNotRun, const std::string& architecture = {});

    Evaluation evaluate(const Candidate& candidate, const StageCallback& stage, std::stop_token stop) override;
    BuildTrial build(const Candidate& candidate, const StageCallback& stage, std::stop_token stop) override;
    /// There is nothing to look at a second time.
    Evaluation confirm(const Candidate& candidate, Evaluation first, double toBeat, const StageCallback& stage,
                       std::stop_token stop) override;

    const Sandbox& sandbox() const { return m_sandbox; }

private:
    BuildEvaluator(const LocalEvaluatorOptions& options, Error whyNotRun);

    BuildOutcome compile(const Candidate& candidate, const StageCallback& stage, const std::stop_token& stop);

    Error m_whyNotRun;
    Sandbox m_sandbox;
    TemporaryFolder m_folder{"espalier-build"};
    std::shared_ptr<MachineGate> m_gate;
    DeviceBuilder m_builder;
};

} // namespace espalier
