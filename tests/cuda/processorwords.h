// What device code says, for the processor: put in front of a candidate's source by processorgrid.cpp and compiled with
// it. Barriers and shuffles are the test's, which sets the two functions.

#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define SHOWN __attribute__((visibility("default")))
#define __global__ extern "C" SHOWN
#define __device__ static
#define __forceinline__ inline
#define __shared__ static // blocks come one after another
#define __launch_bounds__(...)

struct uint3
{
    unsigned x, y, z;
};

extern "C" {
SHOWN uint3 blockIdx;
SHOWN uint3 blockDim;
SHOWN uint3 threadIdx;
SHOWN void (*meetBlock)();
/// Gives a value to the warp and takes that of another lane; without values it is a barrier of the warp.
SHOWN void (*meetWarp)(const void* mine, void* theirs, size_t bytes, int lane);
SHOWN void* dynamicShared;
}

static inline void __syncthreads()
{
    meetBlock();
}

static inline void __syncwarp(unsigned = 0xffffffffu)
{
    meetWarp(nullptr, nullptr, 0, 0);
}

template <class T>
T __shfl_xor_sync(unsigned, T value, int apart)
{
    T other;
    meetWarp(&value, &other, sizeof value, (int)(threadIdx.x % 32) ^ apart);
    return other;
}

template <class T>
T __shfl_sync(unsigned, T value, int lane)
{
    T other;
    meetWarp(&value, &other, sizeof value, lane % 32);
    return other;
}

struct float2
{
    float x, y;
};

struct alignas(16) float4
{
    float x, y, z, w;
};

template <class T>
T __ldg(const T* from)
{
    return *from;
}

template <class T>
T __ldcs(const T* from)
{
    return *from;
}

template <class T, class U>
void __stcs(T* to, U value)
{
    *to = value;
}

template <class A, class B>
auto min(A a, B b)
{
    return a < b ? a : b;
}

template <class A, class B>
auto max(A a, B b)
{
    return a > b ? a : b;
}
