// The whole chain in one launch: product, bias, exact GELU, RMS normalisation, product, bias, RMS normalisation. A block of
// threads takes up to seven times 16 rows of a batch element; the weights pass through shared memory, first w1, then w2; a
// warp keeps whole rows in registers, where the result of the first product is the left operand of the second already.
// launch: pffn_fp16 global(batch * ceil(ceil(n, 16), 7) * ceil(ceil(n, 16), ceil(ceil(n, 16), 7)) * 32) local(ceil(ceil(n, 16), ceil(ceil(n, 16), 7)) * 32) args(x, w1, b1, w2, b2, y, n, d, k, local int[28672])
#define FULL 1
#define ROOM 86400
#include <cuda_fp16.h>

__device__ __forceinline__ unsigned shared_address(const void* p) { return (unsigned)__cvta_generic_to_shared(p); }

__device__ __forceinline__ void copy16(unsigned to, const void* from)
{
    asm volatile("cp.async.cg.shared.global [%0], [%1], 16;" ::"r"(to), "l"(from) : "memory");
}

__device__ __forceinline__ void commit() { asm volatile("cp.async.commit_group;" ::: "memory"); }

template <int N>
__device__ __forceinline__ void arrived()
{
    asm volatile("cp.async.wait_group %0;" ::"n"(N) : "memory");
}

__device__ __forceinline__ void load_matrices(unsigned (&r)[4], unsigned address)
{
    asm volatile("ldmatrix.sync.aligned.m8n8.x4.trans.shared.b16 {%0,%1,%2,%3}, [%4];"
                 : "=r"(r[0]), "=r"(r[1]), "=r"(r[2]), "=r"(r[3]) : "r"(address) : "memory");
}

__device__ __forceinline__ void multiply(float (&d)[4], unsigned a0, unsigned a1, unsigned a2, unsigned a3, unsigned b0, unsigned b1)
{
    asm volatile("mma.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32 {%0,%1,%2,%3}, {%4,%5,%6,%7}, {%8,%9}, {%0,%1,%2,%3};"
                 : "+f"(d[0]), "+f"(d[1]), "+f"(d[2]), "+f"(d[3]) : "r"(a0), "r"(a1), "r"(a2), "r"(a3), "r"(b0), "r"(b1));
}

__device__ __forceinline__ unsigned load_word(unsigned address)
{
    unsigned v;
    asm volatile("ld.shared.b32 %0, [%1];" : "=r"(v) : "r"(address) : "memory");
    return v;
}

__device__ __forceinline__ void store_word(unsigned address, unsigned v)
{
    asm volatile("st.shared.b32 [%0], %1;" ::"r"(address), "r"(v) : "memory");
}

__device__ __forceinline__ unsigned packed(float a, float b)
{
    const __half2 h = __floats2half2_rn(a, b);
    return *(const unsigned*)&h;
}

// v/2 (1 + erf(v/sqrt 2)) through erfc, Abramowitz and Stegun 7.1.26: within 1.5e-7.
__device__ __forceinline__ float gelu(float v)
{
    const float x = fabsf(v) * 0.70710678f;
    const float t = __fdividef(1.0f, fmaf(0.3275911f, x, 1.0f));
    float p = fmaf(t, 1.061405429f, -1.453152027f);
    p = fmaf(t, p, 1.421413741f);
    p = fmaf(t, p, -0.284496736f);
    p = fmaf(t, p, 0.254829592f);
    const float half_erfc = 0.5f * p * t * __expf(-x * x);
    return v * (v < 0 ? half_erfc : 1.0f - half_erfc);
}

__device__ __forceinline__ float over_quad(float v)
{
    v += __shfl_xor_sync(~0u, v, 1);
    return v + __shfl_xor_sync(~0u, v, 2);
}

// Two neighbouring blocks of eight columns of one row, in pieces of eight bytes: a quad writes 32 bytes.
__device__ __forceinline__ void store_pair(__half* row, int block, unsigned first, unsigned second, bool valid)
{
    const int c = threadIdx.x & 3;
    const unsigned other = __shfl_xor_sync(~0u, (c & 1) ? first : second, 1);
    if (valid) {
        *(uint2*)(row + block * 8 + ((c & 1) ? 6 + 2 * c : 2 * c)) = (c & 1) ? make_uint2(other, second) : make_uint2(first, other);
    }
}

template <int D, int K>
__device__ __forceinline__ void fused(const __half* x, const __half* w1, const __half* bias1, const __half* w2, const __half* bias2,
                                      __half* y, int n, int block, unsigned memory)
{
    constexpr unsigned kPitch1 = 2 * K + 16;
    constexpr unsigned kPitch2 = 2 * D + 16;
    constexpr bool kBoth = D * kPitch1 + K * kPitch2 <= ROOM;
    constexpr unsigned kWeights = kBoth ? D * kPitch1 + K * kPitch2 : D * kPitch1 > K * kPitch2 ? D * kPitch1 : K * kPitch2;
    constexpr int Q = D / 32;
    // Registers for the rows of x that are on their way.
    constexpr int kAhead = K > 160 ? 2 : 3;
    constexpr int kHead = Q / 2;
    const int g = (threadIdx.x & 31) >> 2;
    const int c = threadIdx.x & 3;
    const unsigned lane = threadIdx.x & 31;
    const unsigned second = kBoth ? memory + D * kPitch1 : memory;
    // The order of the summed index is free. A thread reads 16 bytes of a row of x and uses them in two steps of 16, so the
    // rows of w1 lie in the order in which those steps meet them.
#pragma unroll
    for (int part = 0; part < 2; ++part) {
        constexpr int kChunks = K / 8;
        const int begin = part ? kHead * 32 * kChunks : 0;
        const int end = part ? D * kChunks : kHead * 32 * kChunks;
        for (int i = begin + threadIdx.x; i < end; i += blockDim.x) {
            const int k = i / kChunks;
            const int row = (k & ~31) | ((k & 6) << 2) | ((k & 24) >> 2) | (k & 1);
            copy16(memory + row * kPitch1 + (i % kChunks) * 16, w1 + (long)i * 8);
        }
        commit();
    }
    const auto load_second = [&](int part, int parts) {
        const int chunks = D / 8 / parts;
        for (int i = threadIdx.x; i < K * chunks; i += blockDim.x) {
            const int k = i / chunks;
            const int at = part * chunks + i % chunks;
            copy16(second + k * kPitch2 + at * 16, w2 + (long)k * D + at * 8);
        }
        commit();
    };
    constexpr int kParts = D / 2 + K / 4 > 110 ? 2 : 1;
    if (FULL && kBoth) {
        load_second(0, 1);
    }
    const int row0 = block * 16 + g;
    const int row1 = row0 + 8;
    const __half* x0 = x + (long)min(row0, n - 1) * D + 8 * c;
    const __half* x1 = x + (long)min(row1, n - 1) * D + 8 * c;
    uint4 left[kAhead][2];
#pragma unroll
    for (int q = 0; q < kAhead; ++q) {
        left[q][0] = __ldg((const uint4*)(x0 + q * 32));
        left[q][1] = __ldg((const uint4*)(x1 + q * 32));
    }
    float h[K / 8][4];
#pragma unroll
    for (int i = 0; i < K / 8; ++i) {
        const float2 b = __half22float2(*(const __half2*)(bias1 + i * 8 + 2 * c));
        h[i][0] = h[i][2] = b.x;
        h[i][1] = h[i][3] = b.y;
    }
    if (FULL && kBoth) {
        arrived<2>();
    } else {
        arrived<1>();
    }
    __syncthreads();
#pragma unroll
    for (int q = 0; q < Q; ++q) {
        if (q == kHead) {
            if (FULL && kBoth) {
                arrived<1>();
            } else {
                arrived<0>();
            }
            __syncthreads();
        }
        const uint4 a = left[q % kAhead][0];
        const uint4 b = left[q % kAhead][1];
        if (q + kAhead < Q) {
            left[q % kAhead][0] = __ldg((const uint4*)(x0 + (q + kAhead) * 32));
            left[q % kAhead][1] = __ldg((const uint4*)(x1 + (q + kAhead) * 32));
        }
#pragma unroll
        for (int i = 0; i < K / 8; ++i) {
            unsigned right[4];
            load_matrices(right, memory + (q * 32 + lane) * kPitch1 + i * 16);
            multiply(h[i], a.x, b.x, a.y, b.y, right[0], right[1]);
            multiply(h[i], a.z, b.z, a.w, b.w, right[2], right[3]);
        }
    }
    if (FULL && !kBoth) {
        __syncthreads();
        for (int part = 0; part < kParts; ++part) {
            load_second(part, kParts);
        }
    }
    float square0 = 0;
    float square1 = 0;
#pragma unroll
    for (int i = 0; i < K / 8; ++i) {
#pragma unroll
        for (int j = 0; j < 4; ++j) {
            h[i][j] = gelu(h[i][j]);
        }
        square0 += h[i][0] * h[i][0] + h[i][1] * h[i][1];
        square1 += h[i][2] * h[i][2] + h[i][3] * h[i][3];
    }
    const float scale0 = rsqrtf(over_quad(square0) * (1.0f / K) + 1e-6f);
    const float scale1 = rsqrtf(over_quad(square1) * (1.0f / K) + 1e-6f);
    if (!FULL) {
#pragma unroll
        for (int i = 0; i < K / 8; i += 2) {
            store_pair(y + (long)row0 * K, i, packed(h[i][0] * scale0, h[i][1] * scale0),
                       packed(h[i + 1][0] * scale0, h[i + 1][1] * scale0), row0 < n);
            store_pair(y + (long)row1 * K, i, packed(h[i][2] * scale1, h[i][3] * scale1),
                       packed(h[i + 1][2] * scale1, h[i + 1][3] * scale1), row1 < n);
        }
        return;
    }
    // The accumulators of the first product are the left operand of the second.
    unsigned u[K / 16][4];
#pragma unroll
    for (int s = 0; s < K / 16; ++s) {
        u[s][0] = packed(h[2 * s][0] * scale0, h[2 * s][1] * scale0);
        u[s][1] = packed(h[2 * s][2] * scale1, h[2 * s][3] * scale1);
        u[s][2] = packed(h[2 * s + 1][0] * scale0, h[2 * s + 1][1] * scale0);
        u[s][3] = packed(h[2 * s + 1][2] * scale1, h[2 * s + 1][3] * scale1);
    }
    constexpr int kBlocks = D / 8 / kParts;
    // The first half of a row waits in shared memory for the row's sum.
    const unsigned kept = memory + kWeights + (threadIdx.x >> 5) * kBlocks * 256 + lane * 4;
    float v[kBlocks][4];
    square0 = square1 = 0;
#pragma unroll
    for (int part = 0; part < kParts; ++part) {
#pragma unroll
        for (int i = 0; i < kBlocks; ++i) {
            const float2 b = __half22float2(*(const __half2*)(bias2 + (part * kBlocks + i) * 8 + 2 * c));
            v[i][0] = v[i][2] = b.x;
            v[i][1] = v[i][3] = b.y;
        }
        if (part + 1 < kParts && !kBoth) {
            arrived<1>();
        } else {
            arrived<0>();
        }
        __syncthreads();
#pragma unroll
        for (int s = 0; s < K / 32; ++s) {
#pragma unroll
            for (int i = 0; i < kBlocks; ++i) {
                unsigned right[4];
                load_matrices(right, second + (s * 32 + lane) * kPitch2 + (part * kBlocks + i) * 16);
                multiply(v[i], u[2 * s][0], u[2 * s][1], u[2 * s][2], u[2 * s][3], right[0], right[1]);
                multiply(v[i], u[2 * s + 1][0], u[2 * s + 1][1], u[2 * s + 1][2], u[2 * s + 1][3], right[2], right[3]);
            }
        }
#pragma unroll
        for (int i = 0; i < kBlocks; ++i) {
            square0 += v[i][0] * v[i][0] + v[i][1] * v[i][1];
            square1 += v[i][2] * v[i][2] + v[i][3] * v[i][3];
            if (part + 1 < kParts) {
                store_word(kept + i * 256, packed(v[i][0], v[i][1]));
                store_word(kept + i * 256 + 128, packed(v[i][2], v[i][3]));
            }
        }
    }
    const float out0 = rsqrtf(over_quad(square0) * (1.0f / D) + 1e-6f);
    const float out1 = rsqrtf(over_quad(square1) * (1.0f / D) + 1e-6f);
    if (kParts > 1) {
        const auto scaled = [kept](int i, int row, float by) {
            const unsigned pair = load_word(kept + i * 256 + row * 128);
            const float2 f = __half22float2(*(const __half2*)&pair);
            return packed(f.x * by, f.y * by);
        };
#pragma unroll
        for (int i = 0; i < kBlocks; i += 2) {
            store_pair(y + (long)row0 * D, i, scaled(i, 0, out0), scaled(i + 1, 0, out0), row0 < n);
            store_pair(y + (long)row1 * D, i, scaled(i, 1, out1), scaled(i + 1, 1, out1), row1 < n);
        }
    }
#pragma unroll
    for (int i = 0; i < kBlocks; i += 2) {
        const int at = (kParts - 1) * kBlocks + i;
        store_pair(y + (long)row0 * D, at, packed(v[i][0] * out0, v[i][1] * out0), packed(v[i + 1][0] * out0, v[i + 1][1] * out0),
                   row0 < n);
        store_pair(y + (long)row1 * D, at, packed(v[i][2] * out1, v[i][3] * out1), packed(v[i + 1][2] * out1, v[i + 1][3] * out1),
                   row1 < n);
    }
}

__device__ float over_block(float v, float* share)
{
    for (int i = 16; i; i >>= 1) {
        v += __shfl_xor_sync(~0u, v, i);
    }
    __syncthreads();
    if ((threadIdx.x & 31) == 0) {
        share[threadIdx.x >> 5] = v;
    }
    __syncthreads();
    float sum = 0;
    for (int i = 0; i < blockDim.x / 32; ++i) {
        sum += share[i];
    }
    __syncthreads();
    return sum;
}

// Any shape, a row at a time: k and then d floats in shared memory.
__device__ __noinline__ void plain(const __half* x, const __half* w1, const __half* bias1, const __half* w2, const __half* bias2,
                                   __half* y, long d, long k, long first, long end, float* memory)
{
    float* share = memory;
    float* h = memory + 32;
    float* v = h + k;
    for (long i = first; i < end; ++i) {
        float squares = 0;
        for (long j = threadIdx.x; j < k; j += blockDim.x) {
            float sum = __half2float(bias1[j]);
            for (long e = 0; e < d; ++e) {
                sum += __half2float(x[i * d + e]) * __half2float(w1[e * k + j]);
            }
            h[j] = gelu(sum);
            squares += h[j] * h[j];
        }
        float scale = rsqrtf(over_block(squares, share) / (float)k + 1e-6f);
        if (!FULL) {
            for (long j = threadIdx.x; j < k; j += blockDim.x) {
                y[i * k + j] = __float2half(h[j] * scale);
            }
            continue;
        }
        squares = 0;
        for (long e = threadIdx.x; e < d; e += blockDim.x) {
            float sum = 0;
            for (long j = 0; j < k; ++j) {
                sum += h[j] * __half2float(w2[j * d + e]);
            }
            v[e] = sum * scale + __half2float(bias2[e]);
            squares += v[e] * v[e];
        }
        scale = rsqrtf(over_block(squares, share) / (float)d + 1e-6f);
        for (long e = threadIdx.x; e < d; e += blockDim.x) {
            y[i * d + e] = __float2half(v[e] * scale);
        }
        __syncthreads();
    }
}

extern "C" __global__ void __launch_bounds__(224, 2)
    pffn_fp16(const __half* x, const __half* w1, const __half* bias1, const __half* w2, const __half* bias2, __half* y, long n,
              long d, long k)
{
    extern __shared__ __align__(128) unsigned char memory[];
    const int warps = blockDim.x >> 5;
    const int parts = (((int)n + 15) / 16 + 6) / 7;
    const long b = blockIdx.x / parts;
    const int first = blockIdx.x % parts * warps;
    const int block = first + (threadIdx.x >> 5);
    x += b * n * d;
    w1 += b * d * k;
    w2 += b * d * k;
    bias1 += b * k;
    bias2 += b * d;
    y += b * n * d;
    if (d == 256 && k == 160) {
        fused<256, 160>(x, w1, bias1, w2, bias2, y, (int)n, block, shared_address(memory));
    } else if (d == 192 && k == 96) {
        fused<192, 96>(x, w1, bias1, w2, bias2, y, (int)n, block, shared_address(memory));
    } else if (d == 96 && k == 192) {
        fused<96, 192>(x, w1, bias1, w2, bias2, y, (int)n, block, shared_address(memory));
    } else {
        plain(x, w1, bias1, w2, bias2, y, d, k, first * 16, min((long)(first + warps) * 16, n), (float*)memory);
    }
}
