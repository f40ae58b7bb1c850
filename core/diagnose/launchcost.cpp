#include "core/diagnose/launchcost.h"

#include <algorithm>
#include <chrono>
#include <dlfcn.h>
#include <system_error>
#include <thread>
#include <vector>

namespace espalier {
namespace {

using Clock = std::chrono::steady_clock;
using Region = void (*)(void*);
using Parallel = void (*)(Region, void*, unsigned threads, unsigned flags); ///< GOMP_parallel in libgomp's manual

constexpr int kStarts = 30;
constexpr int kCalls = 1'000'000;
constexpr std::chrono::milliseconds kPause{3}; ///< libgomp spins for less before it sleeps

void nothing(void*) {}

double fastestStartUs(Parallel parallel, unsigned cores)
{
    std::vector<double> times;
    for (int i = 0; i <= kStarts; ++i) {
        const auto start = Clock::now();
        parallel(nothing, nullptr, cores, 0);
        times.push_back(std::chrono::duration<double, std::micro>(Clock::now() - start).count());
        std::this_thread::sleep_for(kPause);
    }
    return *std::min_element(times.begin() + 1, times.end()); // the first made the threads; others only ever add
}

} // namespace

double plainCallNs()
{
    void (*volatile call)(void*) = nothing; // read anew each time, so the call stays
    const auto start = Clock::now();
    for (int i = 0; i < kCalls; ++i) {
        call(nullptr);
    }
    return std::chrono::duration<double, std::nano>(Clock::now() - start).count() / kCalls;
}

double teamStartUs(int cores)
{
    void* library =
        dlopen("libgomp.so.1", RTLD_NOW | RTLD_LOCAL); // kept: its sleeping threads may outlive us by a moment
    const auto parallel = library ? reinterpret_cast<Parallel>(dlsym(library, "GOMP_parallel")) : nullptr;
    if (!parallel || cores < 1) {
        return 0;
    }
    double fastest = 0;
    try {
        std::thread([&] { fastest = fastestStartUs(parallel, static_cast<unsigned>(cores)); }).join();
    } catch (const std::system_error&) {
        return 0; // a process limit
    }
    return fastest;
}

} // namespace espalier
