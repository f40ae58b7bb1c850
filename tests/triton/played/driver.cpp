// A driver of CUDA's without a device: its memory is the processor's, its time goes on when something is launched, and
// it notes what was asked to be page-locked.

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <string>

#define CALL(name, ...)                                                                                                \
    extern "C" int name(__VA_ARGS__)                                                                                   \
    {                                                                                                                  \
        return 0;                                                                                                      \
    }

extern "C" {
unsigned played_flags = 99;
std::size_t played_pinned = 0;
int played_refuses = 0;
double played_time = 0;    ///< ms, of the clock's stream
double played_aside = 0;   ///< ms, when work on another stream ends
double played_answers = 0; ///< ms that the host takes to see that the device has ended
}

namespace {

constexpr double kLaunch = 0.003;  ///< ms that a kernel takes which does nothing
constexpr double kMeeting = 0.004; ///< ms

/// When what is launched now ends.
double after(const std::string& kernel, void** arguments)
{
    if (kernel == "meet") { // it needs what the other work has
        return std::max(played_time, played_aside) + kMeeting;
    }
    const auto nanoseconds = *static_cast<unsigned long long*>(arguments[0]);
    return played_time + std::max(kLaunch, static_cast<double>(nanoseconds) * 1e-6);
}

} // namespace

CALL(cuInit, unsigned)
CALL(cuDeviceGet, int*, int)
CALL(cuDevicePrimaryCtxRetain, void**, int)
CALL(cuCtxSetCurrent, void*)
CALL(cuEventSynchronize, void*)
CALL(cuMemsetD8Async, unsigned long long, unsigned char, std::size_t, void*)
CALL(cuModuleLoadData, void**, const void*)
CALL(cuGetErrorName, int, const char**)

extern "C" int cuDeviceGetAttribute(int* value, int, int)
{
    *value = 1 << 10;
    return 0;
}

extern "C" int cuMemAlloc_v2(unsigned long long* address, std::size_t bytes)
{
    *address = reinterpret_cast<unsigned long long>(std::malloc(bytes));
    return 0;
}

extern "C" int cuMemAllocHost_v2(void** memory, std::size_t bytes)
{
    *memory = std::malloc(bytes);
    return 0;
}

extern "C" int cuMemHostRegister_v2(void*, std::size_t bytes, unsigned flags)
{
    played_flags = flags;
    played_pinned += bytes;
    return played_refuses;
}

extern "C" int cuMemcpyHtoD_v2(unsigned long long to, const void* from, std::size_t bytes)
{
    std::memcpy(reinterpret_cast<void*>(to), from, bytes);
    return 0;
}

extern "C" int cuMemcpyDtoH_v2(void* to, unsigned long long from, std::size_t bytes)
{
    std::memcpy(to, reinterpret_cast<const void*>(from), bytes);
    return played_refuses;
}

extern "C" int cuCtxSynchronize()
{
    played_time = std::max(played_time, played_aside) + played_answers;
    return 0;
}

extern "C" int cuEventCreate(void** event, unsigned)
{
    *event = std::malloc(sizeof(double));
    return 0;
}

extern "C" int cuEventRecord(void* event, void*)
{
    *static_cast<double*>(event) = played_time;
    return 0;
}

extern "C" int cuEventElapsedTime(float* ms, void* from, void* to)
{
    *ms = static_cast<float>(*static_cast<double*>(to) - *static_cast<double*>(from));
    return 0;
}

extern "C" int cuModuleGetFunction(void** function, void*, const char* name)
{
    *function = const_cast<char*>(name); // a literal
    return 0;
}

extern "C" int cuLaunchKernel(void* function, unsigned, unsigned, unsigned, unsigned, unsigned, unsigned, unsigned,
                              void*, void** arguments, void**)
{
    played_time = after(static_cast<const char*>(function), arguments);
    return 0;
}
