#include "core/evaluate/target/tritontarget.h"

#include "core/base/file.h"
#include "core/evaluate/target/cudaroofs.h"
#include "core/evaluate/target/torchbaselines.h"

#include <utility>

namespace espalier {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kSourceCap = std::size_t{1} << 20;

} // namespace

TritonTarget::TritonTarget(const Task& task, const fs::path& folder, const fs::path& worker, const Sandbox& sandbox,
                           const Interpreter& interpreter, bool onDevice)
    : m_task(task), m_worker(worker), m_interpreter(interpreter), m_onDevice(onDevice),
      m_toolchain(task, folder, worker, sandbox, interpreter)
{
}

Result<std::unique_ptr<Target>> TritonTarget::open(const Task& task, const fs::path& folder, const fs::path& programs,
                                                   const Sandbox& sandbox)
{
    auto worker = PythonWorker::find(programs, folder / "scratch");
    if (!worker) {
        return worker.error();
    }
    return std::unique_ptr<Target>(
        new TritonTarget(task, folder, worker->program, sandbox, worker->interpreter, !worker->machine.device.empty()));
}

Result<PythonMachine> TritonTarget::device(const fs::path& programs)
{
    auto machine = PythonMachine::find(programs);
    if (machine && machine->device.empty()) {
        return Error{
            ErrorKind::Machine, "there is no NVIDIA GPU for a search with the target triton",
            machine->whyNoDevice.empty() ? "torch sees none" : machine->whyNoDevice,
            "use a machine with an NVIDIA GPU and its driver; kernels are checked here by espalier evaluate, but "
            "not timed"};
    }
    return machine;
}

Candidate TritonTarget::plain(std::string source)
{
    return {"triton", "python", {}, std::move(source)};
}

Result<std::vector<Target::Baseline>> TritonTarget::baselines() const
{
    const auto seed = readFile(seedFile(m_task), kSourceCap);
    const auto reference = readFile(m_task.folder / "reference.py", kSourceCap);
    if (!seed && !reference) {
        return Error{ErrorKind::Usage, "the task " + m_task.name + " has nothing in Python to judge by",
                     "there is neither seed_triton.py nor reference.py in " + m_task.folder.string(),
                     "write one of them"};
    }
    const TorchForm asItIs = kTorchForms.front();
    std::vector<Baseline> list{{"plain", seed ? plain(*seed) : asItIs.of(*reference), {}}};
    for (const TorchForm& form : kTorchForms) {
        const bool isPlain = form.mode.empty() && !seed;
        if (reference && !isPlain && (m_onDevice || form.mode.empty())) {
            list.push_back({std::string(form.name), form.of(*reference), {}});
        }
    }
    return list;
}

BuildOutcome TritonTarget::build(const Candidate& candidate, const std::vector<std::string>&, std::stop_token stop)
{
    return m_toolchain.build(candidate, std::move(stop));
}

SanitizerReport TritonTarget::sanitize(const Candidate&, const std::stop_token&) const
{
    return {std::nullopt, "there are no sanitizers for kernels in Python, so none was run"};
}

Patience TritonTarget::patience() const
{
    return pythonPatience(m_onDevice);
}

Result<DeviceRoofs> TritonTarget::deviceRoofs() const
{
    return cudaRoofs(m_worker.parent_path());
}

} // namespace espalier
