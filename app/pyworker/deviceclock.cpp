#include "app/pyworker/deviceclock.h"

#include "app/pyworker/devicekernels.h"
#include "core/evaluate/judge/wire.h"

#include <algorithm>
#include <cstring>
#include <dlfcn.h>

namespace espalier {
namespace {

/// The functions of libcuda.so.1 that are used here, by hand as in app/cuworker/drivercalls.h: handles are pointers,
/// addresses 64 bits, and the legacy default stream is null.
struct Calls
{
    int (*init)(unsigned);
    int (*device)(int*, int);
    int (*attribute)(int*, int, int);
    int (*retainContext)(void**, int);
    int (*setContext)(void*);
    int (*waitForDevice)();
    int (*createEvent)(void**, unsigned);
    int (*recordEvent)(void*, void*);
    int (*waitForEvent)(void*);
    int (*elapsed)(float*, void*, void*);
    int (*allocate)(unsigned long long*, std::size_t);
    int (*fill)(unsigned long long, unsigned char, std::size_t, void*);
    int (*allocateHost)(void**, std::size_t);
    int (*registerHost)(void*, std::size_t, unsigned);
    int (*copyIn)(unsigned long long, const void*, std::size_t);
    int (*copyOut)(void*, unsigned long long, std::size_t);
    int (*loadModule)(void**, const void*);
    int (*function)(void**, void*, const char*);
    int (*launch)(void*, unsigned, unsigned, unsigned, unsigned, unsigned, unsigned, unsigned, void*, void**, void**);
    int (*errorName)(int, const char**);
};

constexpr int kMultiprocessors = 16;          ///< CU_DEVICE_ATTRIBUTE_MULTIPROCESSOR_COUNT
constexpr int kCacheBytes = 38;               ///< CU_DEVICE_ATTRIBUTE_L2_CACHE_SIZE
constexpr int kThreadsPerMultiprocessor = 39; ///< CU_DEVICE_ATTRIBUTE_MAX_THREADS_PER_MULTIPROCESSOR
constexpr unsigned kBlockThreads = 512;       ///< a block's: a divisor of what any multiprocessor holds
constexpr unsigned kReadOnlyHost = 8;         ///< CU_MEMHOSTREGISTER_READ_ONLY
constexpr std::size_t kSweepOverCache = 2;
constexpr std::size_t kPiece = std::size_t{4} << 20; ///< compared while it lies in the processor's cache
constexpr double kReady = 30e-6;                     ///< seconds in which what is measured can be launched
constexpr double kMeeting = 0.2e-3;                  ///< seconds after which nobody waits for the others
/// Seconds by which meetings differ. On an H200 one takes 4.2 µs, within 0.1, and 4.4 to 6.2 µs behind a kernel that
/// has just written 128 MB.
constexpr double kUnsure = 3e-6;
constexpr double kShareOfLaunch = 0.8;
constexpr int kMeasurements = 8;

Calls g_calls{};

template <class F>
bool find(void* library, const char* name, F& function)
{
    function = reinterpret_cast<F>(dlsym(library, name));
    return function != nullptr;
}

bool findAll(void* library)
{
    Calls& c = g_calls;
    return find(library, "cuInit", c.init) && find(library, "cuDeviceGet", c.device) &&
           find(library, "cuDeviceGetAttribute", c.attribute) &&
           find(library, "cuDevicePrimaryCtxRetain", c.retainContext) &&
           find(library, "cuCtxSetCurrent", c.setContext) && find(library, "cuCtxSynchronize", c.waitForDevice) &&
           find(library, "cuEventCreate", c.createEvent) && find(library, "cuEventRecord", c.recordEvent) &&
           find(library, "cuEventSynchronize", c.waitForEvent) && find(library, "cuEventElapsedTime", c.elapsed) &&
           find(library, "cuMemAlloc_v2", c.allocate) && find(library, "cuMemsetD8Async", c.fill) &&
           find(library, "cuMemAllocHost_v2", c.allocateHost) &&
           find(library, "cuMemHostRegister_v2", c.registerHost) && find(library, "cuMemcpyHtoD_v2", c.copyIn) &&
           find(library, "cuMemcpyDtoH_v2", c.copyOut) && find(library, "cuModuleLoadData", c.loadModule) &&
           find(library, "cuModuleGetFunction", c.function) && find(library, "cuLaunchKernel", c.launch) &&
           find(library, "cuGetErrorName", c.errorName);
}

} // namespace

bool DeviceClock::ok(const char* call, int code)
{
    if (code == 0) {
        return true;
    }
    const char* name = nullptr;
    g_calls.errorName(code, &name);
    m_why = std::string(call) + " answered " + (name ? name : std::to_string(code));
    return false;
}

bool DeviceClock::open()
{
    void* library = dlopen("libcuda.so.1", RTLD_NOW | RTLD_GLOBAL);
    if (!library || !findAll(library)) {
        m_why = "its driver, libcuda.so.1, is not installed";
        return false;
    }
    int device = 0;
    int cache = 0;
    int multiprocessors = 0;
    int threads = 0;
    void* context = nullptr;
    void* module = nullptr;
    if (!ok("cuInit", g_calls.init(0)) || !ok("cuDeviceGet", g_calls.device(&device, 0)) ||
        !ok("cuDeviceGetAttribute", g_calls.attribute(&cache, kCacheBytes, device)) ||
        !ok("cuDeviceGetAttribute", g_calls.attribute(&multiprocessors, kMultiprocessors, device)) ||
        !ok("cuDeviceGetAttribute", g_calls.attribute(&threads, kThreadsPerMultiprocessor, device)) ||
        !ok("cuDevicePrimaryCtxRetain", g_calls.retainContext(&context, device)) ||
        !ok("cuCtxSetCurrent", g_calls.setContext(context))) {
        return false;
    }
    m_wholeBlocks = static_cast<unsigned>(multiprocessors) * (static_cast<unsigned>(threads) / kBlockThreads);
    m_sweepBytes = kSweepOverCache * static_cast<std::size_t>(cache > 0 ? cache : 1 << 20);
    return ok("cuEventCreate", g_calls.createEvent(&m_start, 0)) &&
           ok("cuEventCreate", g_calls.createEvent(&m_end, 0)) &&
           ok("cuEventCreate", g_calls.createEvent(&m_late, 0)) &&
           ok("cuModuleLoadData", g_calls.loadModule(&module, kDeviceKernels)) &&
           ok("cuModuleGetFunction", g_calls.function(&m_hold, module, "hold")) &&
           ok("cuModuleGetFunction", g_calls.function(&m_meet, module, "meet")) &&
           ok("cuMemAlloc", g_calls.allocate(&m_sweep, m_sweepBytes)) &&
           ok("cuMemAllocHost", g_calls.allocateHost(&m_piece, kPiece)) &&
           measure([this] { return launch(m_hold, 1, 1, 0); }, m_launch) &&
           measure([this] { return meet(); }, m_meeting);
}

bool DeviceClock::launch(void* kernel, unsigned blocks, unsigned threads, double seconds)
{
    auto nanoseconds = static_cast<unsigned long long>(seconds * 1e9);
    unsigned long long all = blocks;
    void* arguments[] = {&nanoseconds, &all};
    return ok("cuLaunchKernel", g_calls.launch(kernel, blocks, 1, 1, threads, 1, 1, 0, nullptr, arguments, nullptr));
}

bool DeviceClock::hold(double seconds)
{
    return launch(m_hold, m_wholeBlocks, kBlockThreads, seconds);
}

bool DeviceClock::meet()
{
    return launch(m_meet, m_wholeBlocks, kBlockThreads, kMeeting);
}

bool DeviceClock::wait(void* event)
{
    return ok("cuEventRecord", g_calls.recordEvent(event, nullptr)) &&
           ok("cuEventSynchronize", g_calls.waitForEvent(event));
}

bool DeviceClock::secondsBetween(void* from, void* to, double& seconds)
{
    float milliseconds = 0;
    const bool told = ok("cuEventElapsedTime", g_calls.elapsed(&milliseconds, from, to));
    seconds = static_cast<double>(milliseconds) * 1e-3;
    return told;
}

template <class F>
bool DeviceClock::measure(F&& launched, double& seconds)
{
    for (int i = 0; i < kMeasurements; ++i) {
        double one = 0;
        if (!hold(kReady) || !ok("cuEventRecord", g_calls.recordEvent(m_end, nullptr)) || !launched() ||
            !wait(m_late) || !secondsBetween(m_end, m_late, one)) {
            return false;
        }
        seconds = i == 0 ? one : std::min(seconds, one);
    }
    return true;
}

bool DeviceClock::start()
{
    return ok("cuCtxSynchronize", g_calls.waitForDevice()) &&
           ok("cuMemsetD8Async", g_calls.fill(m_sweep, 0, m_sweepBytes, nullptr)) &&
           ok("cuCtxSynchronize", g_calls.waitForDevice()) && hold(wire::kHoldSeconds) &&
           ok("cuEventRecord", g_calls.recordEvent(m_start, nullptr));
}

bool DeviceClock::stop(double& seconds)
{
    double meeting = 0;
    if (!ok("cuEventRecord", g_calls.recordEvent(m_end, nullptr)) || !meet() || !wait(m_late) ||
        !secondsBetween(m_start, m_end, seconds) || !secondsBetween(m_end, m_late, meeting)) {
        return false;
    }
    // Where nothing at all came between the events, what was done was done elsewhere.
    const bool empty = seconds < kShareOfLaunch * m_launch;
    if (!empty && meeting <= m_meeting + kUnsure) {
        return true;
    }
    double whole = 0;
    double usual = 0; // now: the device may have met faster when the process began
    if (!ok("cuCtxSynchronize", g_calls.waitForDevice()) || !wait(m_late) || !secondsBetween(m_start, m_late, whole) ||
        !measure([this] { return meet(); }, usual)) {
        return false;
    }
    if (empty || meeting > usual + kUnsure) {
        seconds = whole + m_launch;
    }
    return true;
}

void DeviceClock::pin(const void* begin, std::size_t bytes, bool readOnly)
{
    // cuMemHostRegister takes no pointer to const, and leaves the bytes alone.
    g_calls.registerHost(const_cast<void*>(begin), bytes, readOnly ? kReadOnlyHost : 0U);
}

bool DeviceClock::compare(std::uint64_t device, const void* expected, std::size_t bytes, bool& differ)
{
    differ = false;
    for (std::size_t at = 0; at < bytes && !differ; at += kPiece) {
        const std::size_t size = std::min(kPiece, bytes - at);
        if (!copyOut(m_piece, device + at, size)) {
            return false;
        }
        differ = std::memcmp(m_piece, static_cast<const char*>(expected) + at, size) != 0;
    }
    return true;
}

bool DeviceClock::copyIn(std::uint64_t to, const void* from, std::size_t bytes)
{
    return ok("cuMemcpyHtoD", g_calls.copyIn(to, from, bytes));
}

bool DeviceClock::copyOut(void* to, std::uint64_t from, std::size_t bytes)
{
    return ok("cuMemcpyDtoH", g_calls.copyOut(to, from, bytes));
}

} // namespace espalier
