// Stands where espalier-cuworker stands, with a device that is no device: the judge's side of the protocol, and all of
// the way of a call but the driver, can be tested without a GPU. The one kernel is softmax; the program's binary says
// in one word how it behaves, then what the device's clock says of a launch, in seconds, of a cold one twice that where
// no launch came before it in a call. A program that NVRTC made is right, whatever it says, and takes a time drawn from
// its bytes: so a whole search can be played, whose candidates are built as ever. A library with host code (tier 2) is
// loaded and called as ever too; memory of the device is then a memory file, addresses are pointers, and the clock says
// what really passes.

#include "app/cuworker/build.h"
#include "app/cuworker/hostcode.h"
#include "app/cuworker/nvrtc.h"
#include "app/worker/confine.h"
#include "app/worker/post.h"
#include "core/cuda/cudarunner.h"
#include "core/cuda/memorykeeper.h"
#include "tests/cuda/recordingdevice.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <sstream>
#include <string_view>
#include <sys/socket.h>
#include <unistd.h>

/// What a candidate's host code finds of the clock, which is in its process.
extern "C" __attribute__((visibility("default"))) double playedClockRuns;
double playedClockRuns = 1;

namespace {

using namespace espalier;
using test::RecordingDevice;

struct Tensors
{
    const float* x;
    float* y;
    std::size_t rows;
    std::size_t cols;
};

Tensors tensorsOf(RecordingDevice& device, const CudaLaunch& launch, std::size_t floatsBehind)
{
    const std::size_t count = launch.arguments[2] * launch.arguments[3];
    return {reinterpret_cast<const float*>(device.at(launch.arguments[0], count * sizeof(float))),
            reinterpret_cast<float*>(device.at(launch.arguments[1], (count + floatsBehind) * sizeof(float))),
            launch.arguments[2], launch.arguments[3]};
}

void softmax(const Tensors& t, std::size_t rows)
{
    for (std::size_t r = 0; r < rows; ++r) {
        const float* x = t.x + r * t.cols;
        float* y = t.y + r * t.cols;
        const float largest = *std::max_element(x, x + t.cols);
        float sum = 0;
        for (std::size_t c = 0; c < t.cols; ++c) {
            y[c] = std::exp(x[c] - largest);
            sum += y[c];
        }
        for (std::size_t c = 0; c < t.cols; ++c) {
            y[c] /= sum;
        }
    }
}

void behave(const std::string& word, RecordingDevice& device, const CudaLaunch& launch)
{
    if (word == "hang") {
        pause();
    }
    const Tensors tensors = tensorsOf(device, launch, word == "pastend" ? 1 : 0);
    softmax(tensors, word == "empty" ? 0 : word == "half" ? tensors.rows / 2 : tensors.rows);
    if (word == "pastend") {
        tensors.y[tensors.rows * tensors.cols] = 1;
    }
}

CudaRunner::Call callOf(const wire::Go& go)
{
    return {{go.inputOffset, go.inputOffset + go.inputs},
            {go.outputOffset, go.outputOffset + go.outputs},
            {go.dim, go.dim + go.dims}};
}

[[noreturn]] void serve(const std::function<Result<double>(const wire::Go&)>& run, const std::string& word)
{
    for (;;) {
        const wire::Go go = post::nextCall();
        const auto seconds = run(go);
        if (!seconds) {
            std::fprintf(stderr, "%s\n", seconds.error().sentence().c_str());
            std::fflush(stderr);
            _exit(wire::kExitDeviceFault);
        }
        if (word != "silent") {
            post::sayDeviceTime(word == "stale" ? go.nonce + 1 : go.nonce, *seconds);
        }
        post::say(go.nonce);
    }
}

/// From 0.6 to 1.4 ms, the same for the same bytes (FNV-1a).
double secondsOf(const std::string& cubin)
{
    std::uint64_t hash = 14695981039346656037ULL;
    for (const char byte : cubin) {
        hash = (hash ^ static_cast<unsigned char>(byte)) * 1099511628211ULL;
    }
    return 0.6e-3 + 0.8e-3 * static_cast<double>(hash % 1000) / 1000;
}

/// How the program behaves goes into `word`.
std::vector<CubinKernel> playedKernels(const DeviceProgram& program, RecordingDevice& device, std::string& word)
{
    word = "right";
    std::vector<CubinKernel> kernels{{"softmax", {8, 8, 8, 8}, 0, 0, 0}};
    if (const auto compiled = kernelsOf(program.binary)) {
        kernels = *compiled;
        device.seconds = secondsOf(program.binary);
        device.measures = true; // a busy machine must not make a cheat of it
    } else {
        std::istringstream words(program.binary);
        words >> word >> device.seconds;
    }
    for (const CubinKernel& kernel : kernels) {
        device.kernels[kernel.symbol] = [word, warm = device.seconds](RecordingDevice& at, const CudaLaunch& launch) {
            behave(word, at, launch);
            if (word == "cold") {
                at.takes = at.seconds = std::ranges::count(at.asked, launch.symbol) > 0 ? warm : 2 * warm;
            }
        };
    }
    device.takes = word == "right" ? device.seconds : word == "slow" ? 3 * device.seconds : 0;
    device.failsAt = word == "fault" ? "stop" : "";
    return kernels;
}

CudaRunner::Code codeOf(const wire::Go& go)
{
    return go.phase == wire::kWholeWarm ? CudaRunner::Code::Warm : CudaRunner::Code::AsFound;
}

int probe()
{
    const auto compiler = Nvrtc::open();
    if (!compiler) {
        std::printf("%s\n", compiler.error().why.c_str());
        return 1;
    }
    std::printf("%s\nA GPU that is played\nsm_90a\n", compiler->version().c_str());
    return 0;
}

CudaRunner::Row rowOf(const wire::Go& go)
{
    return {go.repeats, go.inputStride, go.outputStride};
}

CudaRunner::Memory takeMemory(RecordingDevice& device, const wire::Go& first)
{
    const post::Mapping& inputs = post::inputs();
    const post::Mapping& outputs = post::outputs();
    if (first.inputStride == 0) {
        return {reinterpret_cast<const std::byte*>(inputs.begin), inputs.bytes,
                reinterpret_cast<std::byte*>(outputs.begin), outputs.bytes};
    }
    const auto sharedInputs = device.openShared(wire::kDeviceInputFd, first.inputStride);
    const auto sharedOutputs = device.openShared(wire::kDeviceOutputFd, first.outputStride);
    return {nullptr, first.inputStride, nullptr, first.outputStride, *sharedInputs, *sharedOutputs};
}

int runHostCode(RecordingDevice& device, const std::string& bytes, const CudaRunner::Memory& memory)
{
    device.measures = true;
    const auto entry = loadHostCode(bytes, std::size_t{1} << 30);
    if (!entry) {
        std::fprintf(stderr, "%s\n", entry.error().sentence().c_str());
        return wire::kExitCannotLoad;
    }
    HostRunner runner(device, *entry, memory);
    post::installHandlers();
    post::say(wire::kLoaded);
    serve(
        [&](const wire::Go& go) {
            device.asked.clear(); // nobody looks at it here
            const auto seconds = runner.row(callOf(go), rowOf(go));
            return seconds ? Result<double>(playedClockRuns * *seconds) : seconds;
        },
        "host");
}

int run()
{
    if (!post::take()) {
        return wire::kExitNoMemory;
    }
    post::say(wire::kReady);
    const wire::Go first = post::nextCall();
    const std::string bytes = post::takeLibrary();
    RecordingDevice device;
    const CudaRunner::Memory memory = takeMemory(device, first);
    if (isHostCode(bytes)) {
        return runHostCode(device, bytes, memory);
    }
    const auto program = DeviceProgram::fromBytes(bytes);
    if (!program) {
        return wire::kExitCannotLoad;
    }
    std::string word;
    const std::vector<CubinKernel> kernels = playedKernels(*program, device, word);
    auto runner = CudaRunner::load(device, *program, kernels, memory);
    if (!runner) {
        return wire::kExitCannotLoad;
    }
    post::say(wire::kLoaded);
    serve(
        [&](const wire::Go& go) {
            device.asked.clear(); // of the call before
            return go.repeats > 0 ? runner->row(callOf(go), rowOf(go)) : runner->run(callOf(go), codeOf(go));
        },
        word);
}

int keep()
{
    RecordingDevice device;
    keeper::Reply reply{};
    const char* whyNot = std::getenv("ESPALIER_PLAYED_NO_SHARING");
    reply.ok = whyNot ? 0 : 1;
    std::snprintf(reply.why, sizeof reply.why, "%s", whyNot ? whyNot : "");
    MemoryKeeper keeper(device);
    const bool started = keeper.start() && send(keeper::kSocketFd, &reply, sizeof reply, MSG_NOSIGNAL) > 0;
    return started && !whyNot && keeper.serve(keeper::kSocketFd) ? 0 : 1;
}

} // namespace

int main(int argc, char** argv)
{
    const std::string_view mode = argc > 1 ? argv[1] : "";
    if (mode == "--probe") {
        return probe();
    }
    if (mode == "--keep") {
        return keep();
    }
    if (mode == "--probe-sharing") {
        return 0;
    }
    if (mode == "--confine" && argc >= 5) {
        return runConfined(argv[2], argv + 4);
    }
    return mode == "--build" && argc == 3 ? buildCubin(argv[2]) : run();
}
