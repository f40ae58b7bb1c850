#include "core/evaluate/target/torchbaselines.h"

#include "core/base/file.h"
#include "core/evaluate/target/pythonmachine.h"

#include <utility>

namespace espalier {

namespace fs = std::filesystem;

TorchBaselines::TorchBaselines(const Task& task, const fs::path& folder, const WorkerKind& worker,
                               const Sandbox& sandbox, std::string reference)
    : m_worker(worker), m_reference(std::move(reference)),
      m_toolchain(task, folder, worker.program, sandbox, *worker.interpreter)
{
}

Result<std::unique_ptr<TorchBaselines>> TorchBaselines::open(const Task& task, const fs::path& folder,
                                                             const fs::path& programs, const Sandbox& sandbox)
{
    auto reference = readFile(task.folder / "reference.py", std::size_t{1} << 20);
    if (!reference) {
        return Error{ErrorKind::Usage, "the task " + task.name + " has no reference.py", "",
                     "write one, a file with a class PytorchModel"};
    }
    const fs::path worker = findProgram(programs, kPythonWorker);
    if (worker.empty()) {
        return missingPythonWorker();
    }
    const auto machine = PythonMachine::find(programs);
    if (!machine) {
        return machine.error();
    }
    if (machine->device.empty()) {
        return Error{ErrorKind::Machine, "torch sees no GPU", machine->whyNoDevice, ""};
    }
    auto interpreter = machine->interpreter(programs, folder / "scratch");
    if (!interpreter) {
        return interpreter.error();
    }
    const WorkerKind kind{worker, *std::move(interpreter), pythonPatience(true)};
    return std::unique_ptr<TorchBaselines>(new TorchBaselines(task, folder, kind, sandbox, *std::move(reference)));
}

Candidate TorchBaselines::form(std::string reference, std::vector<std::string> mode)
{
    return {"torch", "python", std::move(mode), std::move(reference)};
}

std::vector<Target::Baseline> TorchBaselines::list() const
{
    return {{"torch", form(m_reference, {}), {}, m_worker},
            {"torch-compiled", form(m_reference, {"default"}), {}, m_worker},
            {"torch-autotuned", form(m_reference, {"max-autotune-no-cudagraphs"}), {}, m_worker}};
}

BuildOutcome TorchBaselines::build(const Candidate& candidate, std::stop_token stop)
{
    return m_toolchain.build(candidate, std::move(stop));
}

} // namespace espalier
