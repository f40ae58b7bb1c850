#include "core/evaluate/target/pythonmachine.h"

#include "core/base/paths.h"
#include "core/base/process.h"
#include "core/evaluate/target/target.h"

#include <cstdlib>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

namespace espalier {

namespace fs = std::filesystem;

namespace {

std::vector<fs::path> pythons()
{
    std::vector<fs::path> found;
    if (const char* chosen = std::getenv("ESPALIER_PYTHON"); chosen && *chosen) {
        return {chosen};
    }
    found.push_back(defaultStoreFolder() / "python" / "bin" / "python");
    if (const auto onPath = findOnPath("python3")) {
        found.push_back(*onPath);
    }
    found.emplace_back("/usr/bin/python3");
    return found;
}

std::string text(const nlohmann::json& from, const char* key)
{
    return from.contains(key) && from[key].is_string() ? from[key].get<std::string>() : std::string();
}

/// What such a Python says of itself; nothing where it lacks torch or triton.
std::optional<PythonMachine> ask(const fs::path& python, const fs::path& modules)
{
    ProcessSpec spec;
    spec.argv = {python.string(), "-I", "-B", (modules / "probe.py").string()};
    spec.timeout = std::chrono::seconds(60);
    const auto run = runProcess(spec);
    const auto answer = run && run->succeeded() ? nlohmann::json::parse(run->output, nullptr, false) : nlohmann::json();
    if (!answer.is_object() || text(answer, "torch").empty() || text(answer, "triton").empty()) {
        return std::nullopt;
    }
    PythonMachine machine;
    machine.program = text(answer, "program");
    machine.torch = text(answer, "torch");
    machine.triton = text(answer, "triton");
    machine.device = text(answer, "device");
    machine.whyNoDevice = text(answer, "why");
    for (const auto& folder : answer.value("folders", nlohmann::json::array())) {
        if (folder.is_string()) {
            machine.folders.emplace_back(folder.get<std::string>());
        }
    }
    return machine;
}

} // namespace

fs::path PythonMachine::modules(const fs::path& programs)
{
    const fs::path own = programFolder();
    for (const fs::path& place : {programs, own, own.parent_path() / "bin", own.parent_path() / "lib" / "espalier"}) {
        std::error_code failed;
        if (!place.empty() && fs::exists(place / "pyworker" / "espalier_worker.py", failed)) {
            return fs::absolute(place / "pyworker");
        }
    }
    return {};
}

Result<Interpreter> PythonMachine::interpreter(const fs::path& programs, const fs::path& scratch) const
{
    std::error_code failed;
    fs::create_directories(scratch, failed);
    if (failed) {
        return Error{ErrorKind::Machine, "cannot make the folder " + scratch.string(), failed.message(),
                     "free some space or set TMPDIR to another folder"};
    }
    return Interpreter{program, modules(programs), folders, scratch};
}

Result<PythonMachine> PythonMachine::find(const fs::path& programs)
{
    const fs::path folder = modules(programs);
    if (folder.empty()) {
        return Error{ErrorKind::Machine, "the Python worker is missing",
                     "its folder pyworker is not beside this program", "install Espalier anew"};
    }
    std::error_code ignored;
    for (const fs::path& python : pythons()) {
        if (!fs::exists(python, ignored)) {
            continue;
        }
        if (auto machine = ask(python, folder)) {
            return *std::move(machine);
        }
    }
    return Error{ErrorKind::Machine, "there is no Python with torch and triton",
                 "neither the environment in " + (defaultStoreFolder() / "python").string() + " nor python3 has them",
                 "make one with ./bootstrap gpu, or name a Python that has them in ESPALIER_PYTHON"};
}

Result<PythonWorker> PythonWorker::find(const fs::path& programs, const fs::path& scratch)
{
    fs::path program = findProgram(programs, kPythonWorker);
    if (program.empty()) {
        return Error{ErrorKind::Machine, "espalier-pyworker is missing", "it is not beside this program",
                     "install Espalier anew, or build the target \"programs\""};
    }
    auto machine = PythonMachine::find(programs);
    if (!machine) {
        return machine.error();
    }
    auto interpreter = machine->interpreter(programs, scratch);
    if (!interpreter) {
        return interpreter.error();
    }
    return PythonWorker{std::move(program), *std::move(machine), *std::move(interpreter)};
}

/// torch loads from a cold disk in half a minute. The first call of a process compiles, and an honest kernel may try a
/// few dozen configurations; torch.compile's search takes minutes at each size.
Patience pythonPatience(bool onDevice)
{
    using std::chrono::seconds;
    return {seconds(120), seconds(30), onDevice ? seconds(180) : seconds(20), seconds(1200)};
}

} // namespace espalier
