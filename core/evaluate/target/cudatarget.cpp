#include "core/evaluate/target/cudatarget.h"

#include "core/base/file.h"
#include "core/base/process.h"
#include "core/cuda/hostentry.h"
#include "core/evaluate/target/cudaroofs.h"
#include "core/evaluate/toolchain/buildlog.h"

#include <sstream>
#include <utility>

namespace espalier {

namespace fs = std::filesystem;

namespace {

constexpr const char* kWorker = "espalier-cuworker";

Error missingWorker()
{
    return {ErrorKind::Machine, "espalier-cuworker is missing", "it is not beside this program",
            "install Espalier anew, or build the target \"programs\""};
}

} // namespace

CudaTarget::CudaTarget(const Task& task, const fs::path& folder, const fs::path& worker, const Sandbox& sandbox,
                       CudaArchitecture architecture, Result<std::unique_ptr<TorchBaselines>> torch)
    : m_task(task), m_worker(worker), m_toolchain(task, folder, worker, sandbox, architecture),
      m_torch(std::move(torch))
{
}

Result<std::unique_ptr<Target>> CudaTarget::open(const Task& task, const fs::path& folder, const fs::path& programs,
                                                 const Sandbox& sandbox)
{
    const auto found = device(programs);
    if (!found) {
        return found.error();
    }
    return std::unique_ptr<Target>(new CudaTarget(task, folder, findProgram(programs, kWorker), sandbox,
                                                  found->architecture,
                                                  TorchBaselines::open(task, folder / "torch", programs, sandbox)));
}

Candidate CudaTarget::plain(std::string source)
{
    const auto tier = statedTier(source);
    return {"cuda", tier && *tier == 2 ? "nvcc" : "nvrtc", {}, std::move(source)};
}

Result<CudaMachine> CudaTarget::machine(const fs::path& programs)
{
    const fs::path worker = findProgram(programs, kWorker);
    if (worker.empty()) {
        return missingWorker();
    }
    ProcessSpec spec;
    spec.argv = {worker.string(), "--probe"};
    spec.timeout = std::chrono::seconds(30);
    const auto run = runProcess(spec);
    if (!run) {
        return run.error();
    }
    std::istringstream lines(run->output);
    CudaMachine machine;
    std::string last;
    if (!run->succeeded() || !std::getline(lines, machine.compiler) || !std::getline(lines, machine.device) ||
        !std::getline(lines, last)) {
        return Error{ErrorKind::Machine, "there is no CUDA compiler for the target cuda",
                     printable(run->output.substr(0, run->output.find('\n'))),
                     "install the CUDA Toolkit, version 12 or later"};
    }
    if (machine.device.empty()) {
        machine.whyNoDevice = last;
    } else if (const auto architecture = CudaArchitecture::fromName(last)) {
        machine.architecture = *architecture;
    }
    return machine;
}

Result<CudaMachine> CudaTarget::device(const fs::path& programs)
{
    auto found = machine(programs);
    if (found && found->device.empty()) {
        return Error{ErrorKind::Machine, "there is no NVIDIA GPU for the target cuda", found->whyNoDevice,
                     "use a machine with an NVIDIA GPU and its driver; candidates are built here, but not run"};
    }
    return found;
}

std::optional<std::string> CudaTarget::whyNoHostCode(const fs::path& programs)
{
    if (!NvccToolchain::findCompiler()) {
        return "nvcc is not installed";
    }
    ProcessSpec spec;
    spec.argv = {findProgram(programs, kWorker).string(), "--probe-sharing"};
    spec.timeout = std::chrono::seconds(30);
    const auto run = runProcess(spec);
    if (!run) {
        return run.error().sentence();
    }
    return run->succeeded() ? std::nullopt : std::optional(printable(run->output.substr(0, run->output.find('\n'))));
}

Result<std::vector<Target::Baseline>> CudaTarget::baselinesOf(const Task& task)
{
    const auto seed = readFile(seedFile(task));
    if (!seed) {
        return seed.error();
    }
    Candidate compiled = plain(*seed);
    compiled.options = {task.tolerance.reassociation ? "--use_fast_math" : "--extra-device-vectorization"};
    return std::vector<Baseline>{{"plain", plain(*seed), {}}, {"compiled", std::move(compiled), {}}};
}

Result<std::vector<Target::Baseline>> CudaTarget::baselines() const
{
    auto list = baselinesOf(m_task);
    if (list && m_torch) {
        const std::vector<Baseline> ofTorch = (*m_torch)->list();
        list->insert(list->end(), ofTorch.begin(), ofTorch.end());
    }
    return list;
}

std::optional<std::string> CudaTarget::missingBaselines() const
{
    if (m_torch) {
        return std::nullopt;
    }
    const Error& why = m_torch.error();
    return "PyTorch is not among the baselines: " + why.what + (why.todo.empty() ? "" : " (" + why.todo + ")");
}

BuildOutcome CudaTarget::build(const Candidate& candidate, const std::vector<std::string>&, std::stop_token stop)
{
    if (candidate.language == "torch" && m_torch) {
        return (*m_torch)->build(candidate, std::move(stop));
    }
    return m_toolchain.build(candidate, std::move(stop));
}

SanitizerReport CudaTarget::sanitize(const Candidate&, const std::stop_token&) const
{
    return {std::nullopt, "there are no sanitizers for device code, so none was run"};
}

Result<DeviceRoofs> CudaTarget::deviceRoofs() const
{
    return cudaRoofs(m_worker.parent_path());
}

} // namespace espalier
