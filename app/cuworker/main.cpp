// espalier-cuworker: compiles CUDA candidates, and runs one compiled candidate for the judge, as espalier-worker does
// for C++ (core/evaluate/judge/wire.h). Both libraries of CUDA are looked for when it runs.
//
//   --run BYTES FILTER     started by espalier-judge, sometimes before there is a program: opens the first GPU, loads
//                          the compiled program into it, copies inputs and outputs there and back for each Go, tells
//                          what the device took, answers with a Done
//   --confine FOLDER -- /proc/self/exe --build ARCHITECTURE
//                          started by espalier: compiles what lies in FOLDER under Landlock, without a device
//   --profile FOLDER       started by a profiler that espalier started: runs the call that lies in FOLDER twice,
//                          unconfined, since a profiler needs files of its own
//   --probe                says what there is, one line each: compiler, device or nothing, its architecture or why
//                          there is none; without a compiler it fails, and the one line says why
//   --roofs                measures what the first GPU can do and prints it, one JSON document; where it cannot it
//                          fails, and the one line says why
//
// Of a candidate nothing but device code is run, so no code of it is in this process. What confines it is there for the
// driver, which reads a program that a compiler made of hostile source: bubblewrap where it works, with the GPU's own
// files in it, and Landlock for this thread from the time the driver is open, which leaves it those files. There is no
// filter of system calls and no limit of address space, since the driver cannot do without ioctl and reserves terabytes
// of addresses.

#include "app/cuworker/build.h"
#include "app/cuworker/driver.h"
#include "app/cuworker/measureroofs.h"
#include "app/cuworker/nvrtc.h"
#include "app/cuworker/profilerun.h"
#include "app/worker/confine.h"
#include "app/worker/post.h"
#include "core/cuda/cudarunner.h"
#include "core/cuda/gpufiles.h"

#include <cstdio>
#include <cstring>
#include <nlohmann/json.hpp>
#include <string>
#include <unistd.h>

namespace {

using namespace espalier;

int cannot(const Error& error, int code = wire::kExitCannotLoad)
{
    std::fprintf(stderr, "%s\n", error.sentence().c_str());
    return code;
}

CudaRunner::Call callOf(const wire::Go& go)
{
    CudaRunner::Call call;
    if (go.inputs <= wire::kMaxTensors && go.outputs <= wire::kMaxTensors && go.dims <= wire::kMaxDims) {
        call.inputs.assign(go.inputOffset, go.inputOffset + go.inputs);
        call.outputs.assign(go.outputOffset, go.outputOffset + go.outputs);
        call.dims.assign(go.dim, go.dim + go.dims);
    }
    return call;
}

[[noreturn]] void serve(CudaRunner& runner)
{
    for (;;) {
        const wire::Go go = post::nextCall();
        const auto seconds = go.repeats > 0 ? runner.repeat(callOf(go), go.repeats) : runner.run(callOf(go));
        if (!seconds) {
            _exit(cannot(seconds.error(), wire::kExitDeviceFault));
        }
        post::sayDeviceTime(go.nonce, *seconds);
        post::say(go.nonce);
    }
}

int runCandidate()
{
    if (!post::take()) {
        return wire::kExitNoMemory;
    }
    const auto driver = Driver::open();
    if (!driver) {
        return cannot(driver.error(), wire::kExitNoDevice);
    }
    confineFiles(nullptr, gpuFiles());
    post::say(wire::kReady);
    post::nextCall(); // says no more than that the program is there
    const auto program = DeviceProgram::fromBytes(post::takeLibrary());
    if (!program) {
        return cannot(program.error());
    }
    const auto kernels = kernelsOf(program->binary);
    if (!kernels) {
        return cannot(kernels.error());
    }
    if (auto loaded = (*driver)->loadProgram(program->binary); !loaded) {
        return cannot(loaded.error());
    }
    const CudaRunner::Memory memory{reinterpret_cast<const std::byte*>(post::inputs().begin), post::inputs().bytes,
                                    reinterpret_cast<std::byte*>(post::outputs().begin), post::outputs().bytes};
    (*driver)->pin(memory.inputs, memory.inputBytes, true);
    (*driver)->pin(memory.outputs, memory.outputBytes, false);
    auto runner = CudaRunner::load(**driver, *program, *kernels, memory);
    if (!runner) {
        return cannot(runner.error());
    }
    post::installHandlers();
    post::say(wire::kLoaded);
    serve(*runner);
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
        return runCandidate();
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
