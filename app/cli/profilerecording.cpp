#include "app/cli/profilerecording.h"

#include "app/cli/profilerpass.h"
#include "core/base/file.h"
#include "core/base/rng.h"
#include "core/evaluate/judge/layout.h"
#include "core/profile/ncucommand.h"
#include "core/profile/profilecall.h"
#include "core/task/generator.h"

#include <algorithm>
#include <cstring>

namespace espalier::cli {
namespace {

namespace fs = std::filesystem;

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

/// The files that espalier-cuworker --profile and profiled_call.py read.
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

/// ncu is often a script or a link in another folder than its own.
ProfilerPass ncuPass(const fs::path& ncu, const fs::path& folder, std::vector<fs::path> programs, NcuRange range,
                     const std::vector<std::string>& command)
{
    std::error_code failed;
    programs.push_back(ncu.parent_path());
    programs.push_back(fs::canonical(ncu, failed).parent_path());
    const fs::path table = folder / "report.csv";
    return {"ncu", ncuCommand(ncu, table, range, command), table, std::move(programs)};
}

Result<std::vector<ProfilerPass>> cudaPasses(const fs::path& worker, const fs::path& folder)
{
    const auto ncu = findNcu();
    if (!ncu) {
        return ncu.error();
    }
    return std::vector{ncuPass(*ncu, folder, {worker}, NcuRange::All, {worker.string(), "--profile", folder.string()})};
}

/// The interpreter loads the candidate as espalier-pyworker does, and the profilers that torch and triton bring watch
/// from inside.
std::vector<ProfilerPass> pythonPasses(const Interpreter& python, const fs::path& folder)
{
    std::vector<fs::path> programs = python.folders;
    programs.push_back(python.modules);
    programs.push_back(python.program.parent_path());
    const auto command = [&](const std::string& tool) {
        return std::vector<std::string>{python.program.string(), "-I", "-B",
                                        (python.modules / "profiled_call.py").string(), tool};
    };
    std::vector<ProfilerPass> passes;
    if (const auto ncu = findNcu()) {
        passes.push_back(ncuPass(*ncu, folder, programs, NcuRange::Marked, command("ncu")));
    }
    passes.push_back({"torch", command("torch"), folder / "torch.json", programs});
    passes.push_back({"proton", command("proton"), folder / "proton.hatchet", programs});
    return passes;
}

/// What a report does not say by itself.
void describe(ProfileReport& report, const Task& task, const Case& oneCase)
{
    report.caseName = oneCase.name;
    report.usefulOperations = task.flops.value(oneCase.dims);
    const bool whole = report.tool == "ncu" && report.kernels.size() % std::size_t{ProfileCall::kTimes} == 0 &&
                       report.kernels.size() < std::size_t{kMostProfiled};
    report.calls = whole ? ProfileCall::kTimes : 0;
}

} // namespace

Result<std::vector<ProfileReport>> recordProfiles(const ProfileRequest& request, const StageCallback& stage,
                                                  std::stop_token stop)
{
    const auto oneCase = findCase(request.task, request.caseName);
    if (!oneCase) {
        return oneCase.error();
    }
    const TemporaryFolder folder("espalier-profile");
    const Sandbox sandbox = examineSandbox(findProgram({}, "espalier-worker"), findBubblewrap());
    if (sandbox.none() && request.consent == SandboxConsent::Required) {
        return unsandboxed(sandbox);
    }
    const auto target = openTarget(request.target, request.task, folder.path(), {}, sandbox);
    if (!target) {
        return target.error();
    }
    if (!(*target)->isTimed()) {
        return Error{ErrorKind::Machine, "there is no NVIDIA GPU to profile on", "",
                     "use a machine with one, or read what was recorded elsewhere with --import"};
    }
    const auto python = (*target)->interpreter();
    const auto passes = python ? pythonPasses(*python, folder.path()) : cudaPasses((*target)->worker(), folder.path());
    if (!passes) {
        return passes.error();
    }
    stage("building");
    const BuildOutcome built = (*target)->build(request.candidate, {}, stop);
    if (!built.library) {
        return Error{ErrorKind::Answer, "there is nothing to profile", built.reason, "see it with espalier evaluate"};
    }
    if (auto written = writeCall(request.task, **oneCase, *built.library, folder.path()); !written) {
        return written.error();
    }
    const bool confined = sandbox.bubblewrap && request.consent == SandboxConsent::Required;
    if (!confined) {
        stage("no sandbox holds the profiled kernel");
    }
    std::vector<ProfileReport> reports;
    std::optional<Error> first;
    for (const ProfilerPass& pass : *passes) {
        stage("profiling by " + pass.tool);
        auto report = pass.run(folder.path(), confined ? sandbox.bubblewrap : std::optional<Bubblewrap>(), stage, stop);
        if (report) {
            describe(*report, request.task, **oneCase);
            reports.push_back(*std::move(report));
            continue;
        }
        if (report.error().kind == ErrorKind::Interrupted) {
            return report.error();
        }
        if (passes->size() > 1) {
            stage("no profile by " + pass.tool + ": " + report.error().sentence());
        }
        first = first ? first : report.error();
    }
    return reports.empty() && first ? Result<std::vector<ProfileReport>>(*first) : std::move(reports);
}

} // namespace espalier::cli
