#include "app/cli/doctor.h"

#include "app/cli/sandboxfindings.h"
#include "core/base/file.h"
#include "core/base/paths.h"
#include "core/base/process.h"
#include "core/base/temporaryfolder.h"
#include "core/diagnose/roofs.h"
#include "core/evaluate/judge/counters.h"
#include "core/evaluate/target/cudatarget.h"
#include "core/evaluate/target/hiptarget.h"
#include "core/evaluate/target/opencltarget.h"
#include "core/evaluate/target/pythonmachine.h"
#include "core/knowledge/skilllibrary.h"
#include "core/store/store.h"
#include "core/task/tasklibrary.h"

#include <cstdio>
#include <cstdlib>
#include <unistd.h>

namespace espalier::cli {
namespace {

std::string firstLine(const std::string& text)
{
    return text.substr(0, text.find('\n'));
}

Finding compiler(const char* name, bool required, const char* package)
{
    const auto outcome = runProcess({.argv = {name, "--version"}, .folder = {}, .timeout = std::chrono::seconds(10)});
    const bool works = outcome && outcome->succeeded();
    return {name, works, required, works ? firstLine(outcome->output) : "not found",
            works ? "" : std::string("apt install ") + package};
}

/// Builds and links a two-line program, because a header without its library is no use to a baseline.
Finding links(const char* name, const char* source, std::vector<std::string> flags, bool required, const char* package,
              const char* use)
{
    const TemporaryFolder folder;
    const auto file = folder.path() / "probe.cpp";
    bool works = false;
    if (writeFileAtomic(file, source)) {
        std::vector<std::string> argv{"g++",        "-shared", "-fPIC", "-o", (folder.path() / "probe.so").string(),
                                      file.string()};
        argv.insert(argv.end(), flags.begin(), flags.end());
        const auto outcome = runProcess({.argv = argv, .folder = folder.path(), .timeout = std::chrono::seconds(30)});
        works = outcome && outcome->succeeded();
    }
    return {name, works, required, use, works ? "" : std::string("apt install ") + package};
}

Finding program(const char* name)
{
    const auto path = programFolder() / name;
    const bool works = std::filesystem::exists(path);
    return {name, works, true, works ? "beside this program" : "missing beside this program",
            works ? "" : "build it with ./bootstrap build"};
}

Finding openCl()
{
    const auto device = findOpenClDevice();
    return {"OpenCL", static_cast<bool>(device), false,
            device ? device->platform + ", " + device->name : device.error().what + ": " + device.error().why,
            device ? "" : device.error().todo};
}

std::string hostCode()
{
    const auto why = CudaTarget::whyNoHostCode();
    return why ? "; host code (tier 2) is built and not run: " + *why : "; host code (tier 2) is run";
}

/// What CUDA's candidates are timed against beside the seed.
std::string torchBaseline()
{
    const auto python = PythonMachine::find();
    return python ? "; PyTorch " + python->torch + " is among its baselines"
                  : "; PyTorch is not among its baselines: " + python.error().what;
}

Finding cuda()
{
    const auto machine = CudaTarget::machine();
    if (!machine) {
        return {"CUDA", false, false, machine.error().what + ": " + machine.error().why, machine.error().todo};
    }
    const std::string builds = machine->compiler + " builds for " + machine->architecture.name();
    return machine->device.empty()
               ? Finding{"CUDA", false, false, builds + ", but nothing runs: " + machine->whyNoDevice,
                         "use a machine with an NVIDIA GPU and its driver"}
               : Finding{"CUDA", true, false, machine->device + "; " + builds + hostCode() + torchBaseline(), ""};
}

Finding hip()
{
    const auto compiler = HipTarget::compiler();
    if (!compiler) {
        return {"HIP", false, false, compiler.error().what + ": " + compiler.error().why, compiler.error().todo};
    }
    const auto machine = HipTarget::device();
    return machine ? Finding{"HIP", true, false,
                             machine->device + " (" + std::to_string(machine->computeUnits) +
                                 " compute units, waves of " + std::to_string(machine->waveLanes) + " lanes, " +
                                 std::to_string(machine->sharedBytes >> 10) + " KiB of LDS); " + *compiler +
                                 " builds for " + machine->architecture,
                             ""}
                   : Finding{"HIP", false, false,
                             *compiler + " builds for " + HipTarget::kArchitecture +
                                 ", but nothing runs: " + machine.error().why,
                             machine.error().todo};
}

Finding gpuRoofs(const Result<DeviceRoofs>& measured)
{
    if (!measured) {
        return {"GPU roofs", false, false, measured.error().what + ": " + measured.error().why, ""};
    }
    char text[160];
    std::snprintf(text, sizeof text, "%.0f GB/s from memory, %.0f GFLOP/s in float32 on %d multiprocessors, measured",
                  measured->memoryGbytes, measured->fp32Gflops, measured->multiprocessors);
    return {"GPU roofs", true, false, text, ""};
}

Finding triton()
{
    const auto python = PythonMachine::find();
    if (!python) {
        return {"Triton", false, false, python.error().what + ": " + python.error().why, python.error().todo};
    }
    const std::string versions =
        "triton " + python->triton + ", torch " + python->torch + " of " + python->program.string();
    return {"Triton", true, false,
            python->device.empty()
                ? versions + "; in its interpreter kernels are checked and not timed, because " + python->whyNoDevice
                : python->device + "; " + versions,
            ""};
}

Finding tasks()
{
    const auto names = taskNames(shareFolder() / "tasks");
    return {"tasks", !names.empty(), true, std::to_string(names.size()) + " in " + (shareFolder() / "tasks").string(),
            names.empty() ? "set ESPALIER_SHARE to the folder that holds tasks/ and kb/" : ""};
}

Finding skills()
{
    const auto library = SkillLibrary::load(shareFolder() / "kb" / "skills");
    return {"skills", static_cast<bool>(library), true,
            library ? std::to_string(library->skills().size()) + " for the rules synthesizer"
                    : library.error().sentence(),
            ""};
}

Finding storeFinding(const std::filesystem::path& folder)
{
    const auto store = Store::open(folder);
    return {"store", static_cast<bool>(store), true,
            store ? folder.string() : store.error().what + ": " + store.error().why, store ? "" : store.error().todo};
}

Finding roofsFinding(const Result<Roofs>& measured)
{
    if (!measured) {
        return {"roofs", false, false, measured.error().sentence(), ""};
    }
    char text[160];
    std::snprintf(text, sizeof text, "%.0f GB/s from memory, %.0f GFLOP/s in float32 on %d cores, measured",
                  measured->levels.back().gbytes, measured->fp32Gflops, measured->cores);
    return {"roofs", true, false, text, ""};
}

Finding counters()
{
    const bool works = Counters::of(getpid()).has_value();
    return {"counters", works, false,
            works ? "cycles, instructions, mispredicted branches and missed cache lines are counted"
                  : "no hardware counters here, as in many virtual machines; diagnoses are analytic",
            ""};
}

Finding display()
{
    const char* shown = std::getenv("WAYLAND_DISPLAY");
    if (!shown || !*shown) {
        shown = std::getenv("DISPLAY");
    }
    const bool works = shown && *shown;
    return {"display", works, false, works ? shown : "none; the command line does everything the window does", ""};
}

} // namespace

std::vector<Finding> examineMachine(const std::filesystem::path& storeFolder, const Result<Roofs>& measured,
                                    const Result<DeviceRoofs>& gpu)
{
    std::vector<Finding> findings{
        compiler("g++", true, "g++"),
        compiler("clang++-19", false, "clang-19"),
        links("OpenMP", "#include <omp.h>\nint f() { return omp_get_max_threads(); }\n", {"-fopenmp"}, true, "g++",
              "kernels on all cores"),
        links("OpenBLAS", "#include <cblas.h>\nfloat f(float* x) { return cblas_sdot(1, x, 1, x, 1); }\n",
              {"-lopenblas", "-Wl,--no-undefined"}, false, "libopenblas-dev", "vendor baseline of matmul"),
        links("oneDNN", "#include <dnnl.h>\nconst void* f() { return dnnl_version(); }\n",
              {"-ldnnl", "-Wl,--no-undefined"}, false, "libdnnl-dev",
              "vendor baseline of softmax, layernorm and the convolutions"),
        program("espalier-judge"),
        program("espalier-worker"),
        openCl(),
        cuda(),
        hip(),
        triton(),
        tasks(),
        skills(),
        storeFinding(storeFolder),
        roofsFinding(measured),
        gpuRoofs(gpu),
        counters(),
        display(),
    };
    const std::vector<Finding> sandbox = sandboxFindings();
    findings.insert(findings.end(), sandbox.begin(), sandbox.end());
    return findings;
}

} // namespace espalier::cli
