#pragma once

namespace espalier {

/// The kernels by which a device's roofs are measured, in CUDA C++ for NVRTC; every parameter has 8 bytes. What they
/// compute is written only where it is a value that does not occur, so that no compiler leaves the work out.
inline constexpr const char* kRoofKernels = R"(
extern "C" __global__ void nothing() {}

extern "C" __global__ void copy(const float4* from, float4* to, long n)
{
    const long step = (long)gridDim.x * blockDim.x;
    for (long i = (long)blockIdx.x * blockDim.x + threadIdx.x; i < n; i += step) {
        to[i] = from[i];
    }
}

// Past the first-level cache: .cg caches in the second alone.
extern "C" __global__ void readCache(const float4* from, float* to, long n, long rounds)
{
    const long step = (long)gridDim.x * blockDim.x;
    float sum = 0;
    for (long round = 0; round < rounds; ++round) {
#pragma unroll 4
        for (long i = (long)blockIdx.x * blockDim.x + threadIdx.x; i < n; i += step) {
            float a, b, c, d;
            asm volatile("ld.global.cg.v4.f32 {%0, %1, %2, %3}, [%4];"
                         : "=f"(a), "=f"(b), "=f"(c), "=f"(d) : "l"(from + i));
            sum += a + b + c + d;
        }
    }
    if (sum == 1.25f) {
        to[0] = sum;
    }
}

// 64 fused multiply-adds a round in 8 independent chains.
template <class T>
__device__ void multiplyAdd(T* to, long rounds)
{
    T value[8];
    const T factor = (T)0.999 + (T)threadIdx.x * (T)1e-9;
    for (int i = 0; i < 8; ++i) {
        value[i] = (T)i;
    }
    for (long round = 0; round < rounds; ++round) {
#pragma unroll
        for (int i = 0; i < 64; ++i) {
            value[i % 8] = value[i % 8] * factor + (T)0.5;
        }
    }
    T sum = 0;
    for (int i = 0; i < 8; ++i) {
        sum += value[i];
    }
    if (sum == (T)-1) {
        to[0] = sum;
    }
}
extern "C" __global__ void fma32(float* to, long rounds) { multiplyAdd(to, rounds); }
extern "C" __global__ void fma64(double* to, long rounds) { multiplyAdd(to, rounds); }

// 8 independent products of tiles a round, 16 x 8 x 16 of a warp.
extern "C" __global__ void matrix16(float* to, long rounds)
{
#if __CUDA_ARCH__ >= 800
    float sum[8][4] = {};
    const unsigned a = 0x3c003c00u + threadIdx.x, b = 0x30003000u;
    for (long round = 0; round < rounds; ++round) {
#pragma unroll
        for (int i = 0; i < 8; ++i) {
            asm volatile("mma.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32 {%0, %1, %2, %3}, {%4, %4, %4, %4}, "
                         "{%5, %5}, {%0, %1, %2, %3};"
                         : "+f"(sum[i][0]), "+f"(sum[i][1]), "+f"(sum[i][2]), "+f"(sum[i][3]) : "r"(a), "r"(b));
        }
    }
    float all = 0;
    for (int i = 0; i < 8; ++i) {
        all += sum[i][0] + sum[i][1] + sum[i][2] + sum[i][3];
    }
    if (all == -1.0f) {
        to[0] = all;
    }
#endif
}
)";

} // namespace espalier
