// espalier-cuworker: compiles CUDA candidates, and runs one compiled candidate for the judge, as espalier-worker does
// for C++ (core/evaluate/judge/wire.h). Both libraries of CUDA are looked for when it runs.
//
//   --run BYTES FILTER     started by espalier-judge, sometimes before there is a program: opens the first GPU, loads
//                          the compiled program into it, copies inputs and outputs there and back for each Go, tells
//                          what the device took, answers with a Done
//   --keep                 started by espalier-judge, unconfined and trusted: owns the device's memory while candidates
//                          with host code are judged (core/cuda/memorykeeper.h)
//   --confine FOLDER -- /proc/self/exe --build ARCHITECTURE
//                          started by espalier: compiles what lies in FOLDER under Landlock, without a device
//   --profile FOLDER       started by a profiler that espalier started: runs the call that lies in FOLDER twice,
//                          unconfined, since a profiler needs files of its own
//   --probe                says what there is, one line each: compiler, device or nothing, its architecture or why
//                          there is none; without a compiler it fails, and the one line says why
//   --probe-sharing        whether memory can be kept so; where it cannot it fails, and the one line says why
//   --roofs                measures what the first GPU can do and prints it, one JSON document; where it cannot it
//                          fails, and the one line says why
//
// Of a candidate of tier 1 nothing but device code is run, so no code of it is in this process. What confines it is
// there for the driver, which reads a program that a compiler made of hostile source: bubblewrap where it works, with
// the GPU's own files in it, and Landlock for this thread from the time the driver is open, which leaves it those
// files. There is no filter of system calls and no limit of address space, since the driver cannot do without ioctl and
// reserves terabytes of addresses. A candidate of tier 2 brings host code, which runs here within the same walls and on
// memory of the keeper's, and the judge believes nothing that this process says.

#include "app/cuworker/build.h"
#include "app/cuworker/driver.h"
#include "app/cuworker/hostcode.h"
#include "app/cuworker/keep.h"
#include "app/cuworker/measureroofs.h"
#include "app/cuworker/nvrtc.h"
#include "app/cuworker/profilerun.h"
#include "app/cuworker/serving.h"
#include "app/worker/confine.h"
#include "app/worker/post.h"
#include "core/cuda/cudarunner.h"
#include "core/cuda/gpufiles.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <nlohmann/json.hpp>
#include <string>
#include <sys/mman.h>
#include <unistd.h>

namespace {

using namespace espalier;

/// The judge's memory: mapped here, or of the keeper's on the device. Then what is mapped is of no use, and a
/// candidate's host code shall not find it.
Result<CudaRunner::Memory> takeMemory(Driver& driver, const wire::Go& first)
{
    CudaRunner::Memory memory{reinterpret_cast<const std::byte*>(post::inputs().begin), post::inputs().bytes,
                              reinterpret_cast<std::byte*>(post::outputs().begin), post::outputs().bytes};
    if (first.inputStride == 0) {
        driver.pin(memory.inputs, memory.inputBytes, true);
        driver.pin(memory.outputs, memory.outputBytes, false);
        return memory;
    }
    munmap(post::inputs().begin, post::inputs().bytes);
    munmap(post::outputs().begin, post::outputs().bytes);
    if (const auto awake = driver.waitAwake(); !awake) {
        return awake.error();
    }
    const auto inputs = driver.openShared(wire::kDeviceInputFd, first.inputStride);
    const auto outputs = inputs ? driver.openShared(wire::kDeviceOutputFd, first.outputStride) : inputs;
    close(wire::kDeviceInputFd);
    close(wire::kDeviceOutputFd);
    return outputs ? Result<CudaRunner::Memory>(
                         CudaRunner::Memory{nullptr, first.inputStride, nullptr, first.outputStride, *inputs, *outputs})
                   : Result<CudaRunner::Memory>(outputs.error());
}

int runProgram(Driver& driver, const std::string& bytes, const CudaRunner::Memory& memory)
{
    const auto program = DeviceProgram::fromBytes(bytes);
    if (!program) {
        return cannot(program.error());
    }
    const auto kernels = kernelsOf(program->binary);
    if (!kernels) {
        return cannot(kernels.error());
    }
    if (auto loaded = driver.loadProgram(program->binary); !loaded) {
        return cannot(loaded.error());
    }
    auto runner = CudaRunner::load(driver, *program, *kernels, memory);
    if (!runner) {
        return cannot(runner.error());
    }
    post::installHandlers();
    post::say(wire::kLoaded);
    serve([&](const wire::Go& go) { return runFor(go, *runner); });
}

int runHostCode(Driver& driver, const std::string& bytes, const CudaRunner::Memory& memory, std::size_t most)
{
    post::installHandlers();
    const auto entry = loadHostCode(bytes, most);
    if (!entry) {
        return cannot(entry.error());
    }
    HostRunner runner(driver, *entry, memory);
    post::say(wire::kLoaded);
    serve([&](const wire::Go& go) { return runner.row(callOf(go), rowOf(go)); });
}

int runCandidate(const char* more)
{
    if (!post::take()) {
        return wire::kExitNoMemory;
    }
    const auto driver = Driver::open();
    if (!driver) {
        return cannot(driver.error(), wire::kExitNoDevice);
    }
    const std::size_t data = dataInUse();
    confineFiles(nullptr, gpuFiles());
    post::say(wire::kReady);
    const wire::Go first = post::nextCall(); // says that the program is there, and how much memory a keeper shares
    const auto memory = takeMemory(**driver, first);
    if (!memory) {
        return cannot(memory.error());
    }
    const std::string bytes = post::takeLibrary();
    if (!isHostCode(bytes)) {
        return runProgram(**driver, bytes, *memory);
    }
    return memory->sharedInputs == 0
               ? cannot({ErrorKind::Machine, "host code is not run here", "nobody keeps the device's memory", ""})
               : runHostCode(**driver, bytes, *memory, data + std::strtoull(more, nullptr, 10));
}

int probe()
{
    const auto compiler = Nvrtc::open();
    if (!compiler) {
        std::printf("%s\n", compiler.error().why.c_str());
        return 1;
    }
    const auto driver = Driver::open();
    std::printf("%s\n%s\n%s\n", compiler->version().c_str(), driver ? (*driver)->name().c_str() : "",
                driver ? (*driver)->architecture().name().c_str() : driver.error().why.c_str());
    return 0;
}

int printRoofs()
{
    const auto compiler = Nvrtc::open();
    const auto driver = compiler ? Driver::open() : Result<std::unique_ptr<Driver>>(compiler.error());
    const auto roofs = driver ? measureRoofs(**driver, *compiler) : Result<DeviceRoofs>(driver.error());
    std::printf("%s\n",
                roofs ? toJson(*roofs).dump().c_str() : (roofs.error().what + ", " + roofs.error().why).c_str());
    return roofs ? 0 : 1;
}

} // namespace

int main(int argc, char** argv)
{
    const std::string mode = argc > 1 ? argv[1] : "";
    if (mode == "--run" && argc == 4) {
        return runCandidate(argv[2]);
    }
    if (mode == "--keep" && argc == 2) {
        return keepMemory();
    }
    if (mode == "--probe-sharing") {
        return probeSharing();
    }
    if (mode == "--confine" && argc >= 5 && std::strcmp(argv[3], "--") == 0) {
        return runConfined(argv[2], argv + 4);
    }
    if (mode == "--build" && argc == 3) {
        return buildCubin(argv[2]);
    }
    if (mode == "--profile" && argc == 3) {
        return profileRun(argv[2]);
    }
    if (mode == "--probe") {
        return probe();
    }
    if (mode == "--roofs") {
        return printRoofs();
    }
    std::fputs("espalier-cuworker is started by espalier and espalier-judge; use espalier.\n", stderr);
    return 2;
}
