// A driver of CUDA's without a device: its memory is the processor's, and it notes what was asked to be page-locked.

#include <cstdlib>
#include <cstring>

#define CALL(name, ...)                                                                                                \
    extern "C" int name(__VA_ARGS__)                                                                                   \
    {                                                                                                                  \
        return 0;                                                                                                      \
    }

extern "C" {
unsigned played_flags = 99;
std::size_t played_pinned = 0;
int played_refuses = 0;
}

CALL(cuInit, unsigned)
CALL(cuDeviceGet, int*, int)
CALL(cuDevicePrimaryCtxRetain, void**, int)
CALL(cuCtxSetCurrent, void*)
CALL(cuCtxSynchronize)
CALL(cuEventCreate, void**, unsigned)
CALL(cuEventRecord, void*, void*)
CALL(cuEventSynchronize, void*)
CALL(cuEventElapsedTime, float*, void*, void*)
CALL(cuMemsetD8Async, unsigned long long, unsigned char, std::size_t, void*)
CALL(cuModuleLoadData, void**, const void*)
CALL(cuModuleGetFunction, void**, void*, const char*)
CALL(cuLaunchKernel, void*, unsigned, unsigned, unsigned, unsigned, unsigned, unsigned, unsigned, void*, void**, void**)
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
