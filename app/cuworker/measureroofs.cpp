#include "app/cuworker/measureroofs.h"

#include "app/cuworker/drivercalls.h"
#include "app/cuworker/roofkernels.h"

#include <algorithm>
#include <functional>

namespace espalier {
namespace {

constexpr unsigned kThreads = 256;
constexpr int kBlocksEach = 8; ///< of a multiprocessor: 2048 threads, the most that any holds
constexpr int kRuns = 9;
constexpr int kWarmUps = 3;
constexpr double kWarpMatrixFlops = 2.0 * 16 * 8 * 16;
constexpr int kMatricesARound = 8;
constexpr int kMultiplyAddsARound = 64;

double median(std::vector<double> values)
{
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::ranges::nth_element(values, middle);
    return *middle;
}

/// Times launches of the kernels. Keeps the first error; from then on it measures nothing.
class Stopwatch
{
public:
    Stopwatch(Driver& driver, unsigned blocks) : m_driver(driver), m_blocks(blocks) {}

    const Result<void>& state() const { return m_state; }

    CudaLaunch launchOf(const char* kernel, std::vector<std::uint64_t> arguments) const
    {
        return {kernel, {m_blocks, 1, 1}, {kThreads, 1, 1}, 0, std::move(arguments)};
    }

    CudaCalls::Address allocate(std::size_t bytes)
    {
        const auto made = m_state ? m_driver.allocate(bytes) : Result<CudaCalls::Address>(m_state.error());
        note(made ? Result<void>() : Result<void>(made.error()));
        return made ? *made : 0;
    }

    /// Seconds of so many launches in a row between two events; 0 after an error.
    double seconds(const CudaLaunch& launch, int times = 1)
    {
        if (m_state) {
            note(m_driver.startClock());
        }
        for (int i = 0; i < times && m_state; ++i) {
            note(m_driver.launch(launch));
        }
        const auto taken = m_state ? m_driver.stopClock() : Result<double>(m_state.error());
        note(taken ? Result<void>() : Result<void>(taken.error()));
        return taken ? *taken : 0;
    }

    /// Work a second in units of 1e9, the median of the runs.
    double rate(const CudaLaunch& launch, double work)
    {
        for (int i = 0; i < kWarmUps; ++i) {
            seconds(launch);
        }
        std::vector<double> runs;
        runs.reserve(kRuns);
        for (int i = 0; i < kRuns; ++i) {
            runs.push_back(seconds(launch));
        }
        const double typical = median(std::move(runs));
        return typical > 0 ? work / typical * 1e-9 : 0;
    }

private:
    void note(const Result<void>& result)
    {
        if (m_state && !result) {
            m_state = result;
        }
    }

    Driver& m_driver;
    unsigned m_blocks;
    Result<void> m_state;
};

void measureMemory(Stopwatch& watch, DeviceRoofs& roofs)
{
    constexpr std::size_t kVector = 16; ///< bytes that a thread moves at a time
    constexpr int kCacheRounds = 32;
    const auto cache = static_cast<std::size_t>(roofs.cacheBytes);
    const std::size_t bytes = std::max(std::size_t{512} << 20, 8 * cache);
    const CudaCalls::Address from = watch.allocate(bytes);
    const CudaCalls::Address to = watch.allocate(bytes);
    roofs.memoryGbytes =
        watch.rate(watch.launchOf("copy", {from, to, bytes / kVector}), 2.0 * static_cast<double>(bytes));
    // A quarter: some devices have their cache in halves, each of which may keep a copy.
    if (const std::size_t kept = cache / 4; kept >= (std::size_t{1} << 18)) {
        roofs.cacheGbytes = watch.rate(watch.launchOf("readCache", {from, to, kept / kVector, kCacheRounds}),
                                       static_cast<double>(kept) * kCacheRounds);
    }
}

void measureArithmetic(Stopwatch& watch, unsigned blocks, int major, DeviceRoofs& roofs)
{
    constexpr std::uint64_t kRounds = 8192;
    constexpr std::uint64_t kRounds64 = 512; ///< many devices have a 64th of the rate for these
    constexpr unsigned kWarp = 32;
    constexpr int kFirstWithTiles = 8;
    const CudaCalls::Address to = watch.allocate(kThreads);
    const double threads = static_cast<double>(blocks) * kThreads;
    const auto flops = [&](std::uint64_t rounds) {
        return threads * static_cast<double>(rounds) * kMultiplyAddsARound * 2;
    };
    roofs.fp32Gflops = watch.rate(watch.launchOf("fma32", {to, kRounds}), flops(kRounds));
    roofs.fp64Gflops = watch.rate(watch.launchOf("fma64", {to, kRounds64}), flops(kRounds64));
    if (major >= kFirstWithTiles) {
        roofs.matrixGflops =
            watch.rate(watch.launchOf("matrix16", {to, kRounds}),
                       threads / kWarp * static_cast<double>(kRounds) * kMatricesARound * kWarpMatrixFlops);
    }
}

void measureLaunches(Stopwatch& watch, DeviceRoofs& roofs)
{
    constexpr int kSingles = 101;
    constexpr int kRow = 1000;
    const CudaLaunch nothing{"nothing", {1, 1, 1}, {32, 1, 1}, 0, {}};
    std::vector<double> single;
    std::vector<double> row;
    single.reserve(kSingles);
    row.reserve(kRuns);
    for (int i = 0; i < kSingles; ++i) {
        single.push_back(watch.seconds(nothing));
    }
    for (int i = 0; i < kRuns; ++i) {
        row.push_back(watch.seconds(nothing, kRow));
    }
    roofs.launchUs = median(std::move(single)) * 1e6;
    roofs.nextLaunchUs = median(std::move(row)) * 1e6 / kRow;
}

/// A driver that does not state one of these leaves the theoretical roofs out; nothing that is measured needs them.
void readClocks(const Driver& driver, DeviceRoofs& roofs)
{
    const auto stated = [&driver](int what) -> double {
        const auto value = driver.attribute(what);
        return value ? std::max(0, *value) : 0;
    };
    roofs.clockMhz = stated(cuda::kClock) * 1e-3;
    roofs.memoryClockMhz = stated(cuda::kMemoryClock) * 1e-3;
    roofs.memoryBusBits = stated(cuda::kMemoryBus);
}

} // namespace

Result<DeviceRoofs> measureRoofs(Driver& driver, const Nvrtc& compiler)
{
    DeviceRoofs roofs;
    roofs.device = driver.name();
    roofs.architecture = driver.architecture().name();
    const auto multiprocessors = driver.attribute(cuda::kMultiprocessors);
    const auto cache = driver.attribute(cuda::kCacheBytes);
    const auto compiled = compiler.compile(kRoofKernels, roofs.architecture, {});
    if (!multiprocessors || !cache || !compiled) {
        return !multiprocessors ? multiprocessors.error() : !cache ? cache.error() : compiled.error();
    }
    if (compiled->cubin.empty()) {
        return Error{ErrorKind::Machine, "the roofs of the GPU cannot be measured",
                     "NVRTC refused the kernels for it: " + compiled->log.substr(0, 300),
                     "use a CUDA Toolkit that knows " + roofs.architecture};
    }
    if (auto loaded = driver.loadProgram(compiled->cubin); !loaded) {
        return loaded.error();
    }
    roofs.multiprocessors = *multiprocessors;
    roofs.cacheBytes = *cache;
    readClocks(driver, roofs);
    const unsigned blocks = static_cast<unsigned>(*multiprocessors * kBlocksEach);
    Stopwatch watch(driver, blocks);
    measureArithmetic(watch, blocks, driver.architecture().major, roofs);
    measureMemory(watch, roofs);
    measureLaunches(watch, roofs);
    return watch.state() ? Result<DeviceRoofs>(roofs) : watch.state().error();
}

} // namespace espalier
