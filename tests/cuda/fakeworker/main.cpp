// Stands where espalier-cuworker stands, with a device that is no device: the judge's side of the protocol, and all of
// the way of a call but the driver, can be tested without a GPU. The one kernel is softmax; the program's binary says
// in one word how it behaves, then what the device's clock says of a launch, in seconds.

#include "app/worker/post.h"
#include "core/cuda/cudarunner.h"
#include "tests/cuda/recordingdevice.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <sstream>
#include <unistd.h>

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

[[noreturn]] void serve(CudaRunner& runner, const std::string& word)
{
    for (;;) {
        const wire::Go go = post::nextCall();
        const auto seconds = go.repeats > 0 ? runner.repeat(callOf(go), go.repeats) : runner.run(callOf(go));
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

} // namespace

int main()
{
    if (!post::take()) {
        return wire::kExitNoMemory;
    }
    post::say(wire::kReady);
    post::nextCall();
    const auto program = DeviceProgram::fromBytes(post::takeLibrary());
    if (!program) {
        return wire::kExitCannotLoad;
    }
    std::istringstream words(program->binary);
    std::string word;
    RecordingDevice device;
    words >> word >> device.seconds;
    device.takes = word == "right" ? device.seconds : word == "slow" ? 3 * device.seconds : 0;
    device.kernels["softmax"] = [&](RecordingDevice& at, const CudaLaunch& launch) { behave(word, at, launch); };
    device.failsAt = word == "fault" ? "stop" : "";
    const post::Mapping& inputs = post::inputs();
    const post::Mapping& outputs = post::outputs();
    auto runner = CudaRunner::load(device, *program, {{"softmax", {8, 8, 8, 8}, 0, 0, 0}},
                                   {reinterpret_cast<const std::byte*>(inputs.begin), inputs.bytes,
                                    reinterpret_cast<std::byte*>(outputs.begin), outputs.bytes});
    if (!runner) {
        return wire::kExitCannotLoad;
    }
    post::say(wire::kLoaded);
    serve(*runner, word);
}
