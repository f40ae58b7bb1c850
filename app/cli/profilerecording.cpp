#include "app/cli/profilerecording.h"

#include "core/base/file.h"
#include "core/base/process.h"
#include "core/base/rng.h"
#include "core/evaluate/judge/layout.h"
#include "core/evaluate/sandbox/profilercommand.h"
#include "core/profile/ncucommand.h"
#include "core/profile/ncureport.h"
#include "core/profile/profilecall.h"
#include "core/profile/readprofile.h"
#include "core/task/generator.h"

#include <algorithm>
#include <cstring>

namespace espalier::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLongestWord = 500;

Result<const Case*> findCase(const Task& task, const std::string& name)
{
    const std::vector<const Case*> cases = task.casesOf(CaseRole::Gpu);
    const auto found =
        name.empty() ? std::ranges::max_element(cases, {}, [&](const Case* c) { return task.bytes.value(c->dims); })
                     : std::ranges::find(cases, name, [](const Case* c) { return c->name; });
    if (found != cases.end()) {
        return *found;
    }
    std::string names;
    for (const Case* one : cases) {
        names += (names.empty() ? "" : ", ") + one->name;
    }
    return Error{ErrorKind::Usage, "the task has no such case of the role gpu", name.empty() ? "it has none" : "",
                 names.empty() ? "add one to its task.json" : "write one of " + names};
}

/// The files that espalier-cuworker --profile reads.
Result<void> writeCall(const Task& task, const Case& oneCase, const fs::path& program, const fs::path& folder)
{
    const Layout layout = Layout::of(task, oneCase.dims);
    Rng rng(systemRandom());
    const InputSet drawn(task, oneCase.dims, rng);
    std::string memory(layout.inputBytes, '\0');
    ProfileCall call;
    call.inputBytes = layout.inputBytes;
    call.outputBytes = layout.outputBytes;
    for (std::size_t i = 0; i < layout.inputs.size(); ++i) {
        std::memcpy(memory.data() + layout.inputs[i].offset, drawn.buffers()[i], layout.inputs[i].bytes);
        call.inputs.push_back(layout.inputs[i].offset);
    }
    for (const Layout::Span& span : layout.outputs) {
        call.outputs.push_back(span.offset);
    }
    for (const auto& [name, value] : oneCase.dims) {
        call.dims.push_back(value);
    }
    auto written = writeFileAtomic(folder / ProfileCall::kInputs, memory);
    if (written) {
        written = writeFileAtomic(folder / ProfileCall::kFile, call.toText());
    }
    const auto bytes = readFile(program);
    if (written && bytes) {
        written = writeFileAtomic(folder / ProfileCall::kProgram, *bytes);
    }
    return bytes ? written : Result<void>(bytes.error());
}

/// What a run was for and where.
struct Run
{
    fs::path ncu;
    fs::path worker;
    fs::path folder;
    std::optional<Bubblewrap> bubblewrap;

    fs::path table() const { return folder / "report.csv"; }
    /// ncu is often a script or a link in another folder than its own.
    ProcessSpec process() const
    {
        std::error_code failed;
        return profilerProcess(bubblewrap, folder,
                               {ncu.parent_path(), fs::canonical(ncu, failed).parent_path(), worker},
                               ncuCommand(ncu, table(), {worker.string(), "--profile", folder.string()}));
    }
};

/// Why the process ended before it was done; nothing where it ended by itself.
std::optional<Error> whyEnded(const ProcessOutcome& run)
{
    if (run.cancelled) {
        return Error{ErrorKind::Interrupted, "interrupted before the profile was there", "", "run it again"};
    }
    if (run.timedOut) {
        const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(kProfilerLimits.time).count();
        return Error{ErrorKind::Machine, "the profiler took more than " + std::to_string(minutes) + " minutes", "",
                     "profile a smaller case with --case"};
    }
    if (run.exceeded) {
        return Error{ErrorKind::Machine, "the profiler was ended", "it " + kProfilerLimits.exceeded(*run.exceeded),
                     "profile a smaller case with --case"};
    }
    return std::nullopt;
}

Result<ProfileReport> runProfiler(const Run& job, const StageCallback& stage, const std::stop_token& stop)
{
    Result<ProcessOutcome> run = Error{};
    MachineGate gate;
    gate.time([&] { run = runProcess(job.process(), stop); },
              [&stage](const std::string& holder) { stage("waiting for " + holder + " to finish"); }, stop);
    if (!run) {
        return run.error();
    }
    if (auto ended = whyEnded(*run)) {
        return *std::move(ended);
    }
    const auto text = readFile(job.table(), kProfileCap);
    auto report = readNcuReport(text ? *text : std::string());
    if (report) {
        return report;
    }
    Error error = report.error();
    error.kind = error.kind == ErrorKind::Usage ? ErrorKind::Machine : error.kind;
    if (!run->output.empty()) { // the profiler writes into its file, so this is the worker's word
        error.why += "; " + run->output.substr(0, std::min(run->output.find('\n'), kLongestWord));
    }
    if (job.bubblewrap) {
        error.todo += "; if the sandbox is in its way, --allow-unsandboxed profiles without one";
    }
    return error;
}

} // namespace

Result<ProfileReport> recordProfile(const ProfileRequest& request, const StageCallback& stage, std::stop_token stop)
{
    const auto ncu = findNcu();
    const auto oneCase = findCase(request.task, request.caseName);
    if (!ncu || !oneCase) {
        return ncu ? oneCase.error() : ncu.error();
    }
    const TemporaryFolder folder("espalier-profile");
    const Sandbox sandbox = examineSandbox(findProgram({}, "espalier-worker"), findBubblewrap());
    if (sandbox.none() && request.consent == SandboxConsent::Required) {
        return unsandboxed(sandbox);
    }
    const auto target = openTarget("cuda", request.task, folder.path(), {}, sandbox);
    if (!target) {
        return target.error();
    }
    stage("building");
    const BuildOutcome built = (*target)->build(request.candidate, {}, stop);
    if (!built.library) {
        return Error{ErrorKind::Answer, "there is nothing to profile", built.reason, "see it with espalier evaluate"};
    }
    if (auto written = writeCall(request.task, **oneCase, *built.library, folder.path()); !written) {
        return written.error();
    }
    stage("profiling");
    const bool confined = sandbox.bubblewrap && request.consent == SandboxConsent::Required;
    if (!confined) {
        stage("no sandbox holds the profiled kernel");
    }
    auto report = runProfiler(
        {*ncu, (*target)->worker(), folder.path(), confined ? sandbox.bubblewrap : std::optional<Bubblewrap>()}, stage,
        stop);
    if (report) {
        report->caseName = (*oneCase)->name;
        report->usefulOperations = request.task.flops.value((*oneCase)->dims);
        const bool whole = report->kernels.size() % std::size_t{ProfileCall::kTimes} == 0 &&
                           report->kernels.size() < std::size_t{kMostProfiled};
        report->calls = whole ? ProfileCall::kTimes : 0;
    }
    return report;
}

} // namespace espalier::cli
