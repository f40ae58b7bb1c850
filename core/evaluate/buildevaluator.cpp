#include "core/evaluate/buildevaluator.h"

#include "core/diagnose/device/devicediagnosis.h"
#include "core/evaluate/sandbox/bubblewrap.h"
#include "core/evaluate/toolchain/launchfactsfile.h"

#include <utility>

namespace espalier {

BuildEvaluator::BuildEvaluator(const LocalEvaluatorOptions& options, Error whyNotRun)
    : m_whyNotRun(std::move(whyNotRun)),
      m_sandbox(examineSandbox(findProgram(options.programs, "espalier-worker"), findBubblewrap())),
      m_gate(options.gate ? options.gate : std::make_shared<MachineGate>())
{
}

Result<std::unique_ptr<BuildEvaluator>> BuildEvaluator::open(const Task& task, const LocalEvaluatorOptions& options,
                                                             const Error& whyNotRun, const std::string& architecture)
{
    std::unique_ptr<BuildEvaluator> evaluator(new BuildEvaluator(options, whyNotRun));
    if (evaluator->m_folder.path().empty()) {
        return Error{ErrorKind::Machine, "cannot make a temporary folder", "the disk may be full",
                     "free some space or set TMPDIR to another folder"};
    }
    if (evaluator->m_sandbox.none() && options.consent == SandboxConsent::Required) {
        return unsandboxed(evaluator->m_sandbox);
    }
    auto builder = openDeviceBuilder(options.target, task, evaluator->m_folder.path(), options.programs,
                                     evaluator->m_sandbox, architecture);
    if (!builder) {
        return builder.error();
    }
    evaluator->m_builder = *std::move(builder);
    return evaluator;
}

BuildOutcome BuildEvaluator::compile(const Candidate& candidate, const StageCallback& stage,
                                     const std::stop_token& stop)
{
    BuildOutcome outcome;
    m_gate->build(
        [&] {
            stage("building");
            outcome = m_builder.build(candidate, stop);
        },
        [&](const std::string& holder) { stage("waiting for " + holder + " to finish"); }, stop);
    return outcome;
}

Evaluation BuildEvaluator::evaluate(const Candidate& candidate, const StageCallback& stage, std::stop_token stop)
{
    const BuildOutcome outcome = compile(candidate, stage, stop);
    Evaluation evaluation;
    evaluation.stage = "build";
    evaluation.verdict = outcome.library ? Verdict::Built : outcome.verdict;
    evaluation.reason = outcome.library ? "it was built for " + m_builder.architecture +
                                              " and not run: " + m_whyNotRun.what + ", " + m_whyNotRun.why
                                        : outcome.reason;
    if (outcome.library) {
        evaluation.diagnosis = describeBuild(readLaunchFacts(*outcome.library));
    }
    evaluation.build = outcome.report;
    evaluation.trust = m_sandbox.trust;
    evaluation.trust.tier = outcome.tier.value_or(1);
    evaluation.seconds = outcome.report.seconds;
    return evaluation;
}

BuildTrial BuildEvaluator::build(const Candidate& candidate, const StageCallback& stage, std::stop_token stop)
{
    BuildOutcome outcome = compile(candidate, stage, stop);
    return {outcome.library.has_value(), std::move(outcome.reason), std::move(outcome.report)};
}

Evaluation BuildEvaluator::confirm(const Candidate& /*candidate*/, Evaluation first, double /*toBeat*/,
                                   const StageCallback& /*stage*/, std::stop_token /*stop*/)
{
    return first;
}

} // namespace espalier
