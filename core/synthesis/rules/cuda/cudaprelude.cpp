#include "core/synthesis/rules/cuda/cudaprelude.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace espalier::rules {

namespace {

constexpr std::string_view kWords = R"(
#define __host__ __attribute__((host))
#define __device__ __attribute__((device))
#define __global__ __attribute__((global))
#define __shared__ __attribute__((shared))
#define __constant__ __attribute__((constant))
#define __launch_bounds__(...) __attribute__((launch_bounds(__VA_ARGS__)))
#define __forceinline__ __inline__ __attribute__((always_inline))
#define __noinline__ __attribute__((noinline))
#define INFINITY __builtin_huge_valf()
#define NAN __builtin_nanf("")
typedef signed char int8_t; typedef unsigned char uint8_t; typedef short int16_t; typedef unsigned short uint16_t;
typedef int int32_t; typedef unsigned uint32_t; typedef long int64_t; typedef unsigned long uint64_t;
typedef unsigned long size_t; typedef unsigned long uintptr_t; typedef long ptrdiff_t;
static const __device__ int warpSize = 32;
)";

/// Vector types: float2 … double2, each with its maker.
constexpr std::string_view kVectors = R"(
#define VECTOR2(T, N) struct N##2 { T x, y; }; __device__ N##2 make_##N##2(T, T);
#define VECTOR4(T, N) struct __attribute__((aligned(4 * sizeof(T) < 16 ? 4 * sizeof(T) : 16))) N##4 { T x, y, z, w; }; \
    __device__ N##4 make_##N##4(T, T, T, T); struct N##3 { T x, y, z; }; __device__ N##3 make_##N##3(T, T, T);
VECTOR2(float, float) VECTOR4(float, float) VECTOR2(int, int) VECTOR4(int, int) VECTOR2(unsigned, uint)
VECTOR4(unsigned, uint) VECTOR2(long, long) VECTOR4(long, long) VECTOR2(double, double) VECTOR4(double, double)
VECTOR2(long long, longlong) VECTOR2(short, short) VECTOR4(short, short) VECTOR2(unsigned char, uchar)
VECTOR4(unsigned char, uchar) VECTOR2(signed char, char) VECTOR4(signed char, char)
struct dim3 { unsigned x, y, z; };
extern const __device__ uint3 threadIdx, blockIdx;
extern const __device__ dim3 blockDim, gridDim;
)";

constexpr std::string_view kMaths = R"(
#define ONE(F) extern "C" __device__ float F##f(float); extern "C" __device__ double F(double); __device__ float F(float);
ONE(exp) ONE(exp2) ONE(exp10) ONE(expm1) ONE(log) ONE(log2) ONE(log10) ONE(log1p) ONE(sqrt) ONE(rsqrt) ONE(cbrt)
ONE(fabs) ONE(erf) ONE(erfc) ONE(tanh) ONE(sinh) ONE(cosh) ONE(sin) ONE(cos) ONE(tan) ONE(asin) ONE(acos) ONE(atan)
ONE(floor) ONE(ceil) ONE(round) ONE(trunc) ONE(rint) ONE(normcdf)
#define TWO(F) extern "C" __device__ float F##f(float, float); extern "C" __device__ double F(double, double); \
    __device__ float F(float, float);
TWO(pow) TWO(fmax) TWO(fmin) TWO(fmod) TWO(atan2) TWO(copysign) TWO(hypot) TWO(fdim)
extern "C" __device__ float fmaf(float, float, float); extern "C" __device__ double fma(double, double, double);
__device__ float fma(float, float, float);
#define FAST(F) extern "C" __device__ float F(float);
FAST(__expf) FAST(__exp10f) FAST(__logf) FAST(__log2f) FAST(__log10f) FAST(__sinf) FAST(__cosf) FAST(__tanf)
FAST(__frcp_rn) FAST(__fsqrt_rn) FAST(__frsqrt_rn) FAST(__saturatef)
extern "C" __device__ float __fdividef(float, float); extern "C" __device__ float __powf(float, float);
extern "C" __device__ float __fmaf_rn(float, float, float); extern "C" __device__ float __fmul_rn(float, float);
extern "C" __device__ float __fadd_rn(float, float); extern "C" __device__ float __fdiv_rn(float, float);
__device__ bool isnan(float); __device__ bool isinf(float); __device__ bool isfinite(float);
__device__ int abs(int); __device__ long abs(long); __device__ float abs(float);
template <class A, class B> __device__ auto max(A a, B b) -> decltype(a + b);
template <class A, class B> __device__ auto min(A a, B b) -> decltype(a + b);
extern "C" __device__ int __popc(unsigned); extern "C" __device__ int __clz(int); extern "C" __device__ int __ffs(int);
extern "C" __device__ unsigned __brev(unsigned); extern "C" __device__ int __popcll(unsigned long long);
extern "C" __device__ int __float_as_int(float); extern "C" __device__ float __int_as_float(int);
extern "C" __device__ unsigned __float_as_uint(float); extern "C" __device__ float __uint_as_float(unsigned);
)";

constexpr std::string_view kThreads = R"(
extern "C" __device__ void __syncthreads(); extern "C" __device__ int __syncthreads_or(int);
extern "C" __device__ int __syncthreads_and(int); extern "C" __device__ int __syncthreads_count(int);
__device__ void __syncwarp(unsigned = 0xffffffff); extern "C" __device__ void __threadfence();
extern "C" __device__ void __threadfence_block(); extern "C" __device__ unsigned __activemask();
extern "C" __device__ int __all_sync(unsigned, int); extern "C" __device__ int __any_sync(unsigned, int);
extern "C" __device__ unsigned __ballot_sync(unsigned, int); extern "C" __device__ long long clock64();
template <class T> __device__ T __shfl_sync(unsigned, T, int, int = 32);
template <class T> __device__ T __shfl_xor_sync(unsigned, T, int, int = 32);
template <class T> __device__ T __shfl_down_sync(unsigned, T, unsigned, int = 32);
template <class T> __device__ T __shfl_up_sync(unsigned, T, unsigned, int = 32);
template <class T> __device__ T __reduce_add_sync(unsigned, T); template <class T> __device__ T __reduce_max_sync(unsigned, T);
template <class T> __device__ T __reduce_min_sync(unsigned, T);
template <class T> __device__ T __ldg(const T*); template <class T> __device__ T __ldcs(const T*);
template <class T> __device__ T __ldcg(const T*); template <class T> __device__ T __ldca(const T*);
template <class T> __device__ T __ldlu(const T*); template <class T> __device__ T __ldcv(const T*);
template <class T, class U> __device__ void __stcs(T*, U); template <class T, class U> __device__ void __stcg(T*, U);
template <class T, class U> __device__ void __stwb(T*, U); template <class T, class U> __device__ void __stwt(T*, U);
template <class T> __device__ T atomicAdd(T*, T); template <class T> __device__ T atomicMax(T*, T);
template <class T> __device__ T atomicMin(T*, T); template <class T> __device__ T atomicExch(T*, T);
template <class T> __device__ T atomicCAS(T*, T, T); template <class T> __device__ T atomicOr(T*, T);
template <class T> __device__ T atomicAnd(T*, T);
extern "C" __device__ size_t __cvta_generic_to_shared(const void*); extern "C" __device__ void __nanosleep(unsigned);
extern "C" __device__ void* memcpy(void*, const void*, size_t); extern "C" __device__ void* memset(void*, int, size_t);
extern "C" __device__ void __pipeline_memcpy_async(void*, const void*, size_t, size_t = 0);
extern "C" __device__ void __pipeline_commit(); extern "C" __device__ void __pipeline_wait_prior(size_t);
)";

constexpr std::string_view kHalves = R"(
#define HALF(H) struct H { __device__ H() = default; __device__ H(float); __device__ H(int); __device__ operator float() const; \
    __device__ H& operator+=(H); __device__ H& operator-=(H); __device__ H& operator*=(H); __device__ H& operator/=(H); \
    unsigned short bits; }; \
    __device__ H operator+(H, H); __device__ H operator-(H, H); __device__ H operator*(H, H); __device__ H operator/(H, H); \
    __device__ H operator-(H); __device__ H __hadd(H, H); __device__ H __hmul(H, H); __device__ H __hfma(H, H, H); \
    __device__ H __hmax(H, H); __device__ H __hmin(H, H); __device__ H __habs(H);
HALF(__half) HALF(__nv_bfloat16)
typedef __half half; typedef __nv_bfloat16 nv_bfloat16;
#define HALF2(P, H) struct P { H x, y; }; __device__ P operator+(P, P); __device__ P operator*(P, P); __device__ P operator-(P, P); \
    __device__ P __hadd2(P, P); __device__ P __hmul2(P, P); __device__ P __hfma2(P, P, P);
HALF2(__half2, __half) HALF2(__nv_bfloat162, __nv_bfloat16)
typedef __half2 half2; typedef __nv_bfloat162 nv_bfloat162;
__device__ float __half2float(__half); __device__ __half __float2half(float); __device__ __half __float2half_rn(float);
__device__ float2 __half22float2(__half2); __device__ __half2 __float22half2_rn(float2);
__device__ __half2 __floats2half2_rn(float, float); __device__ __half2 __float2half2_rn(float);
__device__ __half2 make_half2(__half, __half); __device__ __half2 __half2half2(__half);
__device__ float __low2float(__half2); __device__ float __high2float(__half2);
__device__ float __bfloat162float(__nv_bfloat16); __device__ __nv_bfloat16 __float2bfloat16(float);
__device__ __nv_bfloat16 __float2bfloat16_rn(float); __device__ float2 __bfloat1622float2(__nv_bfloat162);
__device__ __nv_bfloat162 __floats2bfloat162_rn(float, float);
)";

constexpr std::array<std::string_view, 8> kHeaders{"cuda_fp16.h", "cuda_bf16.h", "cuda_pipeline.h", "stdint.h",
                                                   "cstdint",     "stddef.h",    "vector_types.h",  "math_constants.h"};

} // namespace

const std::string& cudaPrelude()
{
    static const std::string text = [] {
        std::string whole;
        for (const std::string_view part : {kWords, kVectors, kMaths, kThreads, kHalves}) {
            whole += part;
        }
        return whole;
    }();
    return text;
}

std::vector<const char*> cudaArguments(const char* prelude)
{
    // sm_80 has all that the rules write; no toolkit is looked for, since its headers would shut out the prelude.
    return {"-x",         "cuda",       "--cuda-device-only", "--cuda-gpu-arch=sm_80",
            "-nocudainc", "-nocudalib", "-std=c++17",         "-Wno-unknown-cuda-version",
            "-include",   prelude};
}

std::string withoutCudaHeaders(const std::string& source)
{
    std::string blanked = source;
    for (std::size_t at = 0; at < source.size(); at = std::min(source.find('\n', at), source.size() - 1) + 1) {
        const std::size_t end = std::min(source.find('\n', at), source.size());
        const std::string_view line = std::string_view(source).substr(at, end - at);
        const std::size_t word = line.find_first_not_of(" \t");
        const std::size_t open = line.find('<');
        const std::size_t close = line.find('>');
        if (word == std::string_view::npos || !line.substr(word).starts_with("#include") ||
            open == std::string_view::npos || close == std::string_view::npos || close < open) {
            continue;
        }
        for (const std::string_view header : kHeaders) {
            if (line.substr(open + 1, close - open - 1) == header) {
                blanked.replace(at, end - at, end - at, ' ');
            }
        }
    }
    return blanked;
}

} // namespace espalier::rules
