// espalier-hipworker: runs one compiled HIP candidate for the judge, as espalier-cuworker does for CUDA. hipcc makes
// the program in the build sandbox (core/evaluate/toolchain/hiptoolchain.h); ROCm's runtime is looked for when this
// runs.
//
//   --run BYTES FILTER     started by espalier-judge, sometimes before there is a program: opens the first GPU, loads
//                          the code object into it, copies inputs and outputs there and back for each Go, tells what
//                          the device took, answers with a Done
//   --probe                says what there is, one line each: device, architecture, compute units, lanes of a wave,
//   bytes of
//                          LDS that a block can have; without a device it fails, and the one line says why
//
// Nothing of a candidate but device code is run, so no code of it is in this process. What confines it is what confines
// espalier-cuworker, for the same reason: the runtime reads a program that a compiler made of hostile source. It needs
// ioctl on /dev/kfd and reserves terabytes of addresses, so there is neither a filter of system calls nor a limit of
// address space. Where a kernel touches what it must not, ROCm's runtime ends this process by itself.

#include "app/cuworker/serving.h"
#include "app/hipworker/hipdevice.h"
#include "app/worker/confine.h"
#include "app/worker/post.h"
#include "core/cuda/gpufiles.h"
#include "core/hip/codeobject.h"

#include <cstdio>
#include <string>

namespace {

using namespace espalier;

/// As the runner knows kernels; what a multiprocessor would give them is not asked there.
Result<std::vector<CubinKernel>> kernelsIn(const std::string& codeObject)
{
    const auto found = codeObjectKernels(codeObject);
    if (!found) {
        return found.error();
    }
    std::vector<CubinKernel> kernels;
    for (const CodeObjectKernel& kernel : *found) {
        kernels.push_back({kernel.symbol, kernel.parameterBytes});
    }
    return kernels;
}

int runProgram(HipDevice& device, const std::string& bytes)
{
    const post::Mapping& inputs = post::inputs();
    const post::Mapping& outputs = post::outputs();
    // The inputs are mapped for reading alone, and the runtime locks only what can be written.
    device.pin(reinterpret_cast<std::byte*>(outputs.begin), outputs.bytes);
    const auto program = DeviceProgram::fromBytes(bytes);
    const auto kernels = program ? kernelsIn(program->binary) : Result<std::vector<CubinKernel>>(program.error());
    const auto loaded = kernels ? device.loadProgram(program->binary) : Result<void>(kernels.error());
    if (!loaded) {
        return cannot(loaded.error());
    }
    auto runner = CudaRunner::load(device, *program, *kernels,
                                   {reinterpret_cast<const std::byte*>(inputs.begin), inputs.bytes,
                                    reinterpret_cast<std::byte*>(outputs.begin), outputs.bytes});
    if (!runner) {
        return cannot(runner.error());
    }
    post::installHandlers();
    post::say(wire::kLoaded);
    serve([&](const wire::Go& go) { return runFor(go, *runner); });
}

int runCandidate()
{
    if (!post::take()) {
        return wire::kExitNoMemory;
    }
    const auto device = HipDevice::open();
    if (!device) {
        return cannot(device.error(), wire::kExitNoDevice);
    }
    confineFiles(nullptr, gpuFiles(), {"/sys/devices/virtual/kfd"});
    post::say(wire::kReady);
    post::nextCall(); // says that the program is there
    return runProgram(**device, post::takeLibrary());
}

int probe()
{
    const auto device = HipDevice::open();
    if (!device) {
        std::printf("%s\n", device.error().why.c_str());
        return 1;
    }
    const HipFacts& facts = (*device)->facts();
    std::printf("%s\n%s\n%d\n%d\n%d\n", facts.name.c_str(), facts.architecture.c_str(), facts.computeUnits,
                facts.waveLanes, facts.sharedBytes);
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    const std::string mode = argc > 1 ? argv[1] : "";
    if (mode == "--run" && argc == 4) {
        return runCandidate();
    }
    if (mode == "--probe") {
        return probe();
    }
    std::fputs("espalier-hipworker is started by espalier and espalier-judge; use espalier.\n", stderr);
    return 2;
}
