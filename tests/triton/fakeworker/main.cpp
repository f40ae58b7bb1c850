// Stands where espalier-pyworker stands, with an interpreter that is none and a GPU that is played: candidates are read
// by Python as ever, and the judge's side of the protocol for a device's interpreter is the real one. The one operator
// is softmax. Every program is right and takes a time drawn from its bytes, so a whole search can be played, or what it
// says in seconds ("takes 1e-3"), after which the answer may come late ("takes 1e-3 late") or not be one ("takes 1e-3
// wrong").

#include "app/worker/confine.h"
#include "app/worker/post.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <sstream>
#include <string>
#include <string_view>
#include <thread>

namespace {

using namespace espalier;
using SteadyClock = std::chrono::steady_clock;

void softmax(const wire::Go& go)
{
    const auto rows = static_cast<std::size_t>(go.dim[0]);
    const auto cols = static_cast<std::size_t>(go.dim[1]);
    const auto* x = reinterpret_cast<const float*>(post::inputs().begin + go.inputOffset[0]);
    auto* y = reinterpret_cast<float*>(post::outputs().begin + go.outputOffset[0]);
    for (std::size_t r = 0; r < rows; ++r, x += cols, y += cols) {
        const float largest = *std::max_element(x, x + cols);
        float sum = 0;
        for (std::size_t c = 0; c < cols; ++c) {
            y[c] = std::exp(x[c] - largest);
            sum += y[c];
        }
        for (std::size_t c = 0; c < cols; ++c) {
            y[c] /= sum;
        }
    }
}

/// From 0.6 to 1.4 ms, the same for the same bytes (FNV-1a).
double secondsOf(const std::string& program)
{
    std::uint64_t hash = 14695981039346656037ULL;
    for (const char byte : program) {
        hash = (hash ^ static_cast<unsigned char>(byte)) * 1099511628211ULL;
    }
    return 0.6e-3 + 0.8e-3 * static_cast<double>(hash % 1000) / 1000;
}

/// The GPU at work, as its clock sees it.
double work(double seconds)
{
    const auto start = SteadyClock::now();
    double passed = 0;
    while (passed < seconds) {
        passed = std::chrono::duration<double>(SteadyClock::now() - start).count();
    }
    return passed;
}

struct Behaviour
{
    double seconds = 0;
    std::string word{};
};

Behaviour behaviourOf(const std::string& program)
{
    Behaviour behaviour;
    std::istringstream words(program);
    std::string takes;
    if (words >> takes >> behaviour.seconds && takes == "takes") {
        words >> behaviour.word;
    } else {
        behaviour = {secondsOf(program)};
    }
    return behaviour;
}

[[noreturn]] void serve(const Behaviour& behaviour)
{
    constexpr std::chrono::milliseconds kLate(3);
    for (;;) {
        const wire::Go go = post::nextCall();
        if (go.phase == wire::kWhole || go.phase == wire::kLaunch) {
            post::sayDeviceTime(go.nonce, work(behaviour.seconds * std::max(1U, go.repeats)));
            if (behaviour.word == "late") {
                std::this_thread::sleep_for(kLate);
            }
        }
        if (behaviour.word != "wrong" && go.repeats == 0 &&
            (go.phase == wire::kWhole || go.phase == wire::kBringBack)) {
            softmax(go);
        }
        post::say(go.nonce);
    }
}

int run()
{
    if (!post::take()) {
        return wire::kExitNoMemory;
    }
    post::say(wire::kReady);
    post::nextCall();
    const std::string program = post::takeLibrary();
    post::say(wire::kLoaded);
    serve(behaviourOf(program));
}

} // namespace

int main(int argc, char** argv)
{
    const std::string_view mode = argc > 1 ? argv[1] : "";
    if (mode == "--confine" && argc >= 5) {
        return runConfined(argv[2], argv + 4, {std::filesystem::path(argv[4]).parent_path().parent_path()});
    }
    return run();
}
