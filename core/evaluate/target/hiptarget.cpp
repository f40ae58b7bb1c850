#include "core/evaluate/target/hiptarget.h"

#include "core/base/file.h"
#include "core/base/process.h"
#include "core/evaluate/toolchain/buildlog.h"

#include <sstream>
#include <utility>

namespace espalier {

namespace fs = std::filesystem;

namespace {

constexpr const char* kWorker = "espalier-hipworker";
constexpr std::size_t kMostShared = std::size_t{1} << 20;

Error notRun(const std::string& why)
{
    return {ErrorKind::Machine, "kernels for AMD's GPUs are built here and not run", why,
            "use a machine with an AMD GPU and ROCm's runtime, or take the verdict built for what it is"};
}

} // namespace

HipTarget::HipTarget(const Task& task, const fs::path& folder, const fs::path& programs, const Sandbox& sandbox,
                     const HipMachine& machine)
    : m_task(task), m_worker(findProgram(programs, kWorker)),
      m_toolchain(task, folder, findProgram(programs, "espalier-worker"), sandbox, machine.architecture,
                  machine.sharedBytes)
{
}

Result<std::unique_ptr<Target>> HipTarget::open(const Task& task, const fs::path& folder, const fs::path& programs,
                                                const Sandbox& sandbox)
{
    const auto found = device(programs);
    if (!found) {
        return found.error();
    }
    if (const auto known = compilesFor(found->architecture); !known) {
        return known.error();
    }
    return std::unique_ptr<Target>(new HipTarget(task, folder, programs, sandbox, *found));
}

Candidate HipTarget::plain(std::string source)
{
    return {"hip", "hipcc", {}, std::move(source)};
}

fs::path HipTarget::seedFile(const Task& task)
{
    std::error_code failed;
    const fs::path own = task.folder / "seed.hip";
    return fs::exists(own, failed) ? own : task.folder / "seed.cu";
}

Result<std::string> HipTarget::compiler()
{
    constexpr std::string_view kVersion = "HIP version: ";
    const auto missing = [](const std::string& why) {
        return Error{ErrorKind::Machine, "there is no HIP compiler for the target hip", why,
                     "install hipcc (on Debian and Ubuntu: apt install hipcc)"};
    };
    const auto found = HipToolchain::findCompiler();
    if (!found) {
        return missing("hipcc is not on PATH");
    }
    const auto run =
        runProcess({.argv = {found->string(), "--version"}, .folder = {}, .timeout = std::chrono::seconds(30)});
    if (!run || !run->succeeded()) {
        return missing("hipcc is there and does not start: " +
                       (run ? printable(run->output.substr(0, run->output.find('\n'))) : run.error().what));
    }
    const std::size_t at = run->output.find(kVersion);
    const std::string rest = at == std::string::npos ? std::string() : run->output.substr(at + kVersion.size());
    return "hipcc " + printable(rest.substr(0, std::min(rest.find('\n'), std::size_t{40})));
}

Result<void> HipTarget::compilesFor(const std::string& architecture)
{
    const auto found = HipToolchain::findCompiler();
    const auto run = found ? runProcess({.argv = {found->string(), "--genco", "--offload-arch=" + architecture, "-###",
                                                  "-x", "hip", "/dev/null"},
                                         .folder = {},
                                         .timeout = std::chrono::seconds(30)})
                           : Result<ProcessOutcome>(Error{});
    // Clang has one message for names of processors and one for architectures of the language.
    const bool unknown = run && !run->succeeded() &&
                         (run->output.find("invalid target ID") != std::string::npos ||
                          run->output.find("unsupported HIP gpu architecture") != std::string::npos);
    return unknown ? Result<void>(Error{ErrorKind::Machine, "this hipcc does not know " + architecture, "",
                                        "name another architecture with --arch, or install a newer ROCm"})
                   : Result<void>();
}

Result<HipMachine> HipTarget::device(const fs::path& programs)
{
    auto found = compiler();
    if (!found) {
        return found.error();
    }
    const fs::path worker = findProgram(programs, kWorker);
    if (worker.empty()) {
        return notRun("espalier-hipworker is missing beside this program");
    }
    const auto run =
        runProcess({.argv = {worker.string(), "--probe"}, .folder = {}, .timeout = std::chrono::seconds(30)});
    if (!run) {
        return run.error();
    }
    HipMachine machine{*std::move(found), "", "", 0, 0, 0};
    std::istringstream lines(run->output);
    const bool read = std::getline(lines, machine.device) && std::getline(lines, machine.architecture) &&
                      lines >> machine.computeUnits >> machine.waveLanes >> machine.sharedBytes;
    if (!run->succeeded() || !read || !isHipArchitecture(machine.architecture) || machine.sharedBytes > kMostShared) {
        return notRun(printable(run->output.substr(0, run->output.find('\n'))));
    }
    return machine;
}

Result<std::vector<Target::Baseline>> HipTarget::baselinesOf(const Task& task)
{
    const auto seed = readFile(seedFile(task));
    if (!seed) {
        return seed.error();
    }
    Candidate compiled = plain(*seed);
    compiled.options = {task.tolerance.reassociation ? "-ffast-math" : "-munsafe-fp-atomics"};
    return std::vector<Baseline>{{"plain", plain(*seed), {}}, {"compiled", std::move(compiled), {}}};
}

BuildOutcome HipTarget::build(const Candidate& candidate, const std::vector<std::string>&, std::stop_token stop)
{
    return m_toolchain.build(candidate, std::move(stop));
}

SanitizerReport HipTarget::sanitize(const Candidate&, const std::stop_token&) const
{
    return {std::nullopt, "there are no sanitizers for device code, so none was run"};
}

Result<DeviceRoofs> HipTarget::deviceRoofs() const
{
    return Error{ErrorKind::Machine, "the roofs of this GPU are not known", "nothing measures those of AMD's GPUs here",
                 "compare with what its maker states"};
}

} // namespace espalier
