#include "app/pyworker/deviceclock.h"

#include "core/evaluate/judge/wire.h"

#include <algorithm>
#include <cstring>
#include <ctime>
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
constexpr unsigned kHoldThreads = 512;        ///< a block's: a divisor of what any multiprocessor holds
constexpr unsigned kReadOnlyHost = 8;         ///< CU_MEMHOSTREGISTER_READ_ONLY
constexpr std::size_t kSweepOverCache = 2;
constexpr std::size_t kPiece = std::size_t{4} << 20; ///< compared while it lies in the processor's cache
constexpr double kAtOnce = 10e-6;                    ///< seconds in which a device that has nothing to do says so

/// Keeps the threads it has until the time is over.
constexpr const char* kHold = R"(.version 6.3
.target sm_70
.address_size 64
.visible .entry hold(.param .u64 nanoseconds)
{
  .reg .u64 %begin, %now, %length;
  .reg .pred %early;
  ld.param.u64 %length, [nanoseconds];
  mov.u64 %begin, %globaltimer;
again:
  mov.u64 %now, %globaltimer;
  sub.u64 %now, %now, %begin;
  setp.lt.u64 %early, %now, %length;
  @%early bra again;
  ret;
})";

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

double now()
{
    timespec time{};
    clock_gettime(CLOCK_MONOTONIC, &time);
    return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
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
    m_holdBlocks = static_cast<unsigned>(multiprocessors) * (static_cast<unsigned>(threads) / kHoldThreads);
    m_sweepBytes = kSweepOverCache * static_cast<std::size_t>(cache > 0 ? cache : 1 << 20);
    return ok("cuEventCreate", g_calls.createEvent(&m_start, 0)) &&
           ok("cuEventCreate", g_calls.createEvent(&m_end, 0)) &&
           ok("cuEventCreate", g_calls.createEvent(&m_late, 0)) &&
           ok("cuModuleLoadData", g_calls.loadModule(&module, kHold)) &&
           ok("cuModuleGetFunction", g_calls.function(&m_hold, module, "hold")) &&
           ok("cuMemAlloc", g_calls.allocate(&m_sweep, m_sweepBytes)) &&
           ok("cuMemAllocHost", g_calls.allocateHost(&m_piece, kPiece));
}

bool DeviceClock::start()
{
    return ok("cuCtxSynchronize", g_calls.waitForDevice()) &&
           ok("cuMemsetD8Async", g_calls.fill(m_sweep, 0, m_sweepBytes, nullptr)) &&
           ok("cuCtxSynchronize", g_calls.waitForDevice()) && hold() &&
           ok("cuEventRecord", g_calls.recordEvent(m_start, nullptr));
}

bool DeviceClock::hold()
{
    auto nanoseconds = static_cast<unsigned long long>(wire::kHoldSeconds * 1e9);
    void* arguments[] = {&nanoseconds};
    return ok("cuLaunchKernel",
              g_calls.launch(m_hold, m_holdBlocks, 1, 1, kHoldThreads, 1, 1, 0, nullptr, arguments, nullptr));
}

bool DeviceClock::stop(double& seconds)
{
    void* last = m_end;
    if (!ok("cuEventRecord", g_calls.recordEvent(m_end, nullptr)) ||
        !ok("cuEventSynchronize", g_calls.waitForEvent(m_end))) {
        return false;
    }
    const double ended = now();
    if (!ok("cuCtxSynchronize", g_calls.waitForDevice())) {
        return false;
    }
    if (now() - ended > kAtOnce) {
        last = m_late;
        if (!ok("cuEventRecord", g_calls.recordEvent(m_late, nullptr)) ||
            !ok("cuEventSynchronize", g_calls.waitForEvent(m_late))) {
            return false;
        }
    }
    float milliseconds = 0;
    if (!ok("cuEventElapsedTime", g_calls.elapsed(&milliseconds, m_start, last))) {
        return false;
    }
    seconds = static_cast<double>(milliseconds) * 1e-3;
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
