#include "core/evaluate/judge/workercommand.h"

namespace espalier {
namespace {

EnvironmentVariables workerEnvironment(int processors)
{
    const std::string threads = std::to_string(processors);
    // Threads that wait sleep almost at once: a team that spins after its loop would take the processor from whoever
    // runs next. A thread woken for 0.3 ms of work is put beside its waker unless it is bound, and then half the calls
    // run on one processor: the 99 % interval of one kernel was [1.73, 3.48] without OMP_PROC_BIND and [3.25, 4.08]
    // with it.
    return {{"OMP_NUM_THREADS", threads},   {"OPENBLAS_NUM_THREADS", threads},
            {"OMP_WAIT_POLICY", "passive"}, {"GOMP_SPINCOUNT", "2000"},
            {"KMP_BLOCKTIME", "0"},         {"OMP_DYNAMIC", "false"},
            {"OMP_PROC_BIND", "true"},      {"LANG", "C.UTF-8"}};
}

} // namespace

WorkerCommand WorkerCommand::of(const WorkerProcess::Spec& spec)
{
    const EnvironmentVariables variables = workerEnvironment(spec.threads);
    WorkerCommand command;
    std::vector<std::string>& words = command.words;
    if (spec.bubblewrap) {
        words = runSandbox(*spec.bubblewrap, spec.program, variables, spec.device, spec.interpreter);
    }
    words.insert(words.end(), {spec.bubblewrap ? kWorkerInside : spec.program.string(), "--run",
                               std::to_string(spec.addressSpace), spec.filtersCalls ? "filter" : "-"});
    if (spec.interpreter) {
        words.insert(words.end(), {spec.interpreter->program.string(), spec.interpreter->modules.string(),
                                   spec.interpreter->scratch.string(), spec.device ? "gpu" : "interpreter"});
        for (const std::filesystem::path& folder : spec.interpreter->folders) {
            words.push_back(folder.string());
        }
    }
    for (const auto& [name, value] : variables) {
        command.settings.push_back(name);
        command.settings.back().append("=").append(value);
    }
    return command;
}

} // namespace espalier
