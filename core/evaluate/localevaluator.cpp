#include "core/evaluate/localevaluator.h"

#include "core/diagnose/codefingerprint.h"
#include "core/diagnose/diagnose.h"
#include "core/diagnose/disassembly.h"
#include "core/diagnose/loopreport.h"
#include "core/evaluate/toolchain/launchfactsfile.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace espalier {
namespace {

namespace fs = std::filesystem;

Evaluation stopped()
{
    Evaluation evaluation;
    evaluation.verdict = Verdict::Crash;
    evaluation.stage = "stopped";
    evaluation.reason = "the evaluation was stopped before its end";
    return evaluation;
}

WaitCallback tellWaiting(const StageCallback& stage)
{
    return [&stage](const std::string& holder) { stage("waiting for " + holder + " to finish"); };
}

/// Why the sanitizers need not run after a second judging; empty where they must.
std::string whyUnsanitized(const Evaluation& second, double toBeat, bool stopped)
{
    if (stopped) {
        return "stopped before they ran";
    }
    if (!isValid(second.verdict)) {
        return "none was run: it failed at the second look";
    }
    return second.speedup.low > toBeat ? "" : "none was run: at the second look it is not the best";
}

/// Beside a device, whose workers otherwise run none of a candidate's.
bool bringsHostCode(const BuildOutcome& build)
{
    return build.tier == 2;
}

} // namespace

LocalEvaluator::LocalEvaluator(const Task& task, const LocalEvaluatorOptions& options)
    : m_task(task), m_judgeProgram(findProgram(options.programs, "espalier-judge")),
      m_sandbox(examineSandbox(findProgram(options.programs, "espalier-worker"), findBubblewrap())),
      m_targetName(options.target), m_gate(options.gate ? options.gate : std::make_shared<MachineGate>()),
      m_besideOthers(options.besideOthers), m_diagnose(options.diagnose)
{
    m_request.task = task.folder;
    m_request.bubblewrap = m_sandbox.bubblewrap;
    m_request.filtersCalls = m_sandbox.filtersCalls;
    m_request.secondsPerCase = options.secondsPerCase;
    m_request.cases = options.cases;
    m_request.processors = m_gate->timingProcessors();
}

Result<std::unique_ptr<LocalEvaluator>> LocalEvaluator::open(const Task& task, const LocalEvaluatorOptions& options,
                                                             std::stop_token stop)
{
    std::unique_ptr<LocalEvaluator> evaluator(new LocalEvaluator(task, options));
    if (evaluator->m_judgeProgram.empty() || findProgram(options.programs, "espalier-worker").empty()) {
        return Error{ErrorKind::Machine, "espalier-judge or espalier-worker is missing",
                     "it is not beside this program", "install Espalier anew, or build the target \"programs\""};
    }
    if (evaluator->m_folder.path().empty()) {
        return Error{ErrorKind::Machine, "cannot make a temporary folder", "the disk may be full",
                     "free some space or set TMPDIR to another folder"};
    }
    if (evaluator->m_sandbox.none() && options.consent == SandboxConsent::Required) {
        return unsandboxed(evaluator->m_sandbox);
    }
    auto target = openTarget(options.target, task, evaluator->m_folder.path(), options.programs, evaluator->m_sandbox);
    if (!target) {
        return target.error();
    }
    evaluator->m_target = *std::move(target);
    evaluator->m_request.worker = {evaluator->m_target->worker(), evaluator->m_target->interpreter(),
                                   evaluator->m_target->patience()};
    evaluator->m_request.device = evaluator->m_target->onDevice();
    evaluator->m_request.timed = evaluator->m_target->isTimed();
    if (options.tellRacing) {
        options.tellRacing();
    }
    if (auto built = evaluator->buildBaselines(stop); !built) {
        return built.error();
    }
    if (evaluator->m_diagnose && evaluator->m_target->isTimed()) {
        evaluator->m_gate->time([&] { evaluator->measureRoofs(); }, {}, stop);
    }
    Result<Opened> opened = Error{};
    evaluator->m_gate->time([&] { opened = evaluator->startJudge(stop); }, {}, stop);
    if (!opened) {
        return opened.error();
    }
    evaluator->m_baselines.insert(evaluator->m_baselines.begin(), opened->baselines.begin(), opened->baselines.end());
    evaluator->m_fastest = opened->fastest;
    return evaluator;
}

void LocalEvaluator::measureRoofs()
{
    if (m_target->onDevice()) {
        auto measured = m_target->deviceRoofs();
        if (measured) {
            m_device.roofs = *std::move(measured);
        } else {
            m_device.whyNoRoofs = measured.error().what + ", " + measured.error().why;
        }
    } else if (auto measured = espalier::roofs()) {
        m_roofs = *std::move(measured);
    }
}

const BaselineResult& LocalEvaluator::fastestBaseline() const
{
    return *std::find_if(m_baselines.begin(), m_baselines.end(), [&](const auto& b) { return b.name == m_fastest; });
}

Result<Opened> LocalEvaluator::startJudge(std::stop_token stop)
{
    auto client = JudgeClient::start(m_judgeProgram);
    if (!client) {
        return client.error();
    }
    auto opened = (*client)->open(m_request, std::move(stop));
    if (opened) {
        m_judge = std::move(*client);
    }
    return opened;
}

Trust LocalEvaluator::trust(const BuildOutcome& build) const
{
    Trust trust = m_sandbox.trust;
    trust.tier = build.tier.value_or(m_target->tier());
    // The driver of a GPU needs ioctl, which the filter refuses, and its worker enters no namespaces but bubblewrap's.
    if (m_target->onDevice() && std::erase(trust.layers, "seccomp") + std::erase(trust.layers, "namespaces") > 0) {
        trust.sandbox = trust.layers.empty() ? "none" : "reduced";
    }
    return trust;
}

Evaluation LocalEvaluator::evaluate(const Candidate& candidate, const StageCallback& stage, std::stop_token stop)
{
    const auto start = std::chrono::steady_clock::now();
    const auto seconds = [&] {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    };
    BuildOutcome build;
    m_gate->build(
        [&] {
            stage("building");
            build = m_target->build(candidate, {}, stop);
        },
        tellWaiting(stage), stop);
    Evaluation evaluation;
    if (stop.stop_requested()) {
        evaluation = stopped();
    } else if (build.runs()) {
        evaluation = judge({*build.library, false, bringsHostCode(build)}, stage, stop);
        explain(evaluation, *build.library);
    } else {
        evaluation.verdict = build.verdict;
        evaluation.stage = "build";
        evaluation.reason = build.reason;
    }
    evaluation.build = build.report;
    evaluation.trust = trust(build);
    evaluation.seconds = seconds();
    return evaluation;
}

BuildTrial LocalEvaluator::build(const Candidate& candidate, const StageCallback& stage, std::stop_token stop)
{
    BuildOutcome outcome;
    m_gate->build(
        [&] {
            stage("building");
            outcome = m_target->build(candidate, {}, stop);
        },
        tellWaiting(stage), stop);
    return {outcome.library.has_value(), std::move(outcome.reason), std::move(outcome.report)};
}

std::string LocalEvaluator::codeFingerprint(const Candidate& candidate, const StageCallback& stage,
                                            std::stop_token stop)
{
    if (!m_target->disassembles()) {
        return {};
    }
    std::string fingerprint;
    m_gate->build(
        [&] {
            stage("building");
            if (const BuildOutcome build = m_target->build(candidate, {}, stop); build.library) {
                fingerprint = espalier::codeFingerprint(*build.library);
            }
        },
        tellWaiting(stage), stop);
    return fingerprint;
}

Evaluation LocalEvaluator::judgeCarefully(const Candidate& candidate, const StageCallback& stage, std::stop_token stop)
{
    BuildOutcome build;
    m_gate->build([&] { build = m_target->build(candidate, {}, stop); }, tellWaiting(stage), stop);
    if (stop.stop_requested() || !build.runs()) {
        return stopped();
    }
    Evaluation evaluation = judge({*build.library, true, bringsHostCode(build)}, stage, stop);
    explain(evaluation, *build.library);
    evaluation.trust = trust(build);
    return evaluation;
}

SanitizerReport LocalEvaluator::sanitize(const Candidate& candidate, const StageCallback& stage, std::stop_token stop)
{
    SanitizerReport report;
    m_gate->build(
        [&] {
            stage("sanitizing");
            report = m_target->sanitize(candidate, stop);
        },
        tellWaiting(stage), stop);
    return report;
}

Evaluation LocalEvaluator::confirm(const Candidate& candidate, Evaluation first, double toBeat,
                                   const StageCallback& stage, std::stop_token stop)
{
    const auto start = std::chrono::steady_clock::now();
    Evaluation second = judgeCarefully(candidate, stage, stop);
    const std::string needless = whyUnsanitized(second, toBeat, stop.stop_requested());
    const SanitizerReport report =
        needless.empty() ? sanitize(candidate, stage, stop) : SanitizerReport{std::nullopt, needless};
    if (report.finding) {
        second.verdict = Verdict::Wrong;
        second.stage = "sanitizers";
        second.reason = *report.finding;
    }
    second.finalist = Finalist{first.speedup, report.checked};
    second.build = first.build;
    second.seconds = first.seconds + std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return second;
}

Evaluation LocalEvaluator::judge(const EvaluateRequest& request, const StageCallback& stage, std::stop_token stop)
{
    Result<Evaluation> judged = Error{};
    m_gate->time(
        [&] {
            for (int attempt = 0; attempt < 2; ++attempt) {
                judged = judgeOnce(request, stage, stop);
                if (judged || stop.stop_requested()) {
                    break;
                }
            }
        },
        tellWaiting(stage), stop);
    if (judged) {
        return *judged;
    }
    if (stop.stop_requested()) {
        return stopped();
    }
    Evaluation evaluation;
    evaluation.verdict = Verdict::Crash;
    evaluation.stage = "judge";
    evaluation.reason = "the judge was lost twice while it judged this: " + judged.error().sentence();
    return evaluation;
}

Result<Evaluation> LocalEvaluator::judgeOnce(const EvaluateRequest& request, const StageCallback& stage,
                                             std::stop_token stop)
{
    const std::lock_guard lock(m_judgeMutex);
    if (!m_judge) {
        if (auto opened = startJudge(stop); !opened) {
            return opened.error();
        }
    }
    auto judged = m_judge->evaluate(request, stage, stop);
    if (!judged && judged.error().kind != ErrorKind::Interrupted) {
        m_judge.reset();
    }
    for (std::size_t i = 0; judged && i < judged->cases.size(); ++i) {
        // JSON keeps names in their own order; the task's is the one people know.
        const auto& cases = m_task.cases;
        const auto found =
            std::find_if(cases.begin(), cases.end(), [&](const Case& c) { return c.name == judged->cases[i].name; });
        if (found != cases.end()) {
            judged->cases[i].dims = found->dims;
        }
    }
    return judged;
}

void LocalEvaluator::explain(Evaluation& evaluation, const fs::path& library)
{
    if (!isValid(evaluation.verdict) || !m_diagnose) {
        return;
    }
    if (m_target->onDevice()) {
        DeviceEvidence evidence = m_device;
        evidence.cases = readLaunchFacts(library);
        evaluation.diagnosis = diagnoseOnDevice(m_task, evaluation.cases, evidence);
        return;
    }
    if (!m_roofs) {
        return;
    }
    CodeFacts code;
    if (m_target->disassembles()) {
        m_gate->build([&] { code = readCodeFacts(library); });
        addLoopReport(library.parent_path() / kLoopReport, code.build);
    }
    double memoryNow = 0;
    if (hangsOnMemory(m_task, evaluation.cases, *m_roofs)) {
        m_gate->time([&] { memoryNow = m_memory.gbytesNow().value_or(0); }, {}, {});
    }
    evaluation.diagnosis = diagnose(m_task, evaluation.cases, *m_roofs, code.build, memoryNow, code.spillingLoop);
}

} // namespace espalier
