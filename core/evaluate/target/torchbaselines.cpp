#include "core/evaluate/target/torchbaselines.h"

#include "core/base/file.h"
#include "core/evaluate/target/pythonmachine.h"

#include <algorithm>
#include <utility>

namespace espalier {

namespace fs = std::filesystem;

namespace {

/// "torch-compiled": in the language of the candidates there are baselines of the form's name.
std::string nameBesides(const TorchForm& form)
{
    return form.mode.empty() ? std::string(form.name) : "torch-" + std::string(form.name);
}

} // namespace

Candidate TorchForm::of(std::string reference) const
{
    return {"torch", "python", mode.empty() ? std::vector<std::string>() : std::vector{std::string(mode)},
            std::move(reference)};
}

std::optional<TorchForm> TorchForm::named(std::string_view name)
{
    const auto found = std::ranges::find(kTorchForms, name, &TorchForm::name);
    return found != kTorchForms.end() ? std::optional(*found) : std::nullopt;
}

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
    auto worker = PythonWorker::find(programs, folder / "scratch");
    if (!worker) {
        return worker.error();
    }
    if (worker->machine.device.empty()) {
        return Error{ErrorKind::Machine, "torch sees no GPU", worker->machine.whyNoDevice, ""};
    }
    const WorkerKind kind{worker->program, worker->interpreter, pythonPatience(true)};
    return std::unique_ptr<TorchBaselines>(new TorchBaselines(task, folder, kind, sandbox, *std::move(reference)));
}

std::vector<Target::Baseline> TorchBaselines::list() const
{
    std::vector<Target::Baseline> list;
    list.reserve(std::size(kTorchForms));
    for (const TorchForm& form : kTorchForms) {
        list.push_back({nameBesides(form), form.of(m_reference), {}, m_worker});
    }
    return list;
}

bool TorchBaselines::isName(std::string_view baseline)
{
    return std::ranges::any_of(kTorchForms, [&](const TorchForm& form) { return nameBesides(form) == baseline; });
}

BuildOutcome TorchBaselines::build(const Candidate& candidate, std::stop_token stop)
{
    return m_toolchain.build(candidate, std::move(stop));
}

} // namespace espalier
