// Product, bias, exact GELU and RMS normalisation in one persistent launch.
// One warpgroup brings weights and rows of x piece by piece into two rings in shared memory; three take 64 rows each in turn,
// with both operands of their products there, so that the rows of the next three tiles are on their way whatever the three
// do, and registers hold sums alone. Whole rows of the result stay in a warp. Against warpgroups.cu, whose rows pass through
// registers: three tiles are finished side by side instead of two, and no tile waits for its own rows. Covers d 256 with
// k 160 and d 192 with k 96, from 129 rows on. Floor for 256 x 200 x 256 x 160: .0150 ms by bytes. Not measured yet.
// launch: pffn_half_fp16 global(GROUPS * 512) local(512) args(x, w, bias, y, batch, n, d, k, local int[57792])
#define GROUPS 132
#define TEAMS 3
#define ROOM 229376
#include <cuda_fp16.h>

__device__ __forceinline__ unsigned shared_address(const void* p) { return (unsigned)__cvta_generic_to_shared(p); }

__device__ __forceinline__ void barrier_init(unsigned bar, unsigned count)
{
    asm volatile("mbarrier.init.shared::cta.b64 [%0], %1;" ::"r"(bar), "r"(count) : "memory");
}

__device__ __forceinline__ void barrier_arrive(unsigned bar)
{
    asm volatile("mbarrier.arrive.shared::cta.b64 _, [%0];" ::"r"(bar) : "memory");
}

__device__ __forceinline__ void barrier_wait(unsigned bar, unsigned parity)
{
    asm volatile("{\n.reg .pred p;\nagain:\nmbarrier.try_wait.parity.shared::cta.b64 p, [%0], %1;\n@p bra done;\nbra again;\ndone:\n}"
                 ::"r"(bar), "r"(parity) : "memory");
}

__device__ __forceinline__ void copy16(unsigned to, const void* from, unsigned bytes)
{
    asm volatile("cp.async.cg.shared.global [%0], [%1], 16, %2;" ::"r"(to), "l"(from), "r"(bytes) : "memory");
}

// Rows of 128 bytes (64 numbers of the summed index) with the 128-byte swizzle: the left operand.
__device__ __forceinline__ unsigned long left_descriptor(unsigned address)
{
    return (address >> 4) | (1ul << 16) | (64ul << 32) | (1ul << 62);
}

// Rows of 64 bytes (32 columns) with the 64-byte swizzle: the right operand, whose columns lie together.
__device__ __forceinline__ unsigned long right_descriptor(unsigned address)
{
    return (address >> 4) | (256ul << 16) | (32ul << 32) | (2ul << 62);
}

__device__ __forceinline__ void multiply(float (&d)[20][4], unsigned long a, unsigned long b)
{
    asm volatile("wgmma.mma_async.sync.aligned.m64n160k16.f32.f16.f16 {%0, %1, %2, %3, %4, %5, %6, %7, %8, %9, %10, %11, %12, %13, %14, %15, %16, %17, %18, %19, %20, %21, %22, %23, %24, %25, %26, %27, %28, %29, %30, %31, %32, %33, %34, %35, %36, %37, %38, %39, %40, %41, %42, %43, %44, %45, %46, %47, %48, %49, %50, %51, %52, %53, %54, %55, %56, %57, %58, %59, %60, %61, %62, %63, %64, %65, %66, %67, %68, %69, %70, %71, %72, %73, %74, %75, %76, %77, %78, %79}, %80, %81, 1, 1, 1, 0, 1;"
        :
          "+f"(d[0][0]), "+f"(d[0][1]), "+f"(d[0][2]), "+f"(d[0][3]),
          "+f"(d[1][0]), "+f"(d[1][1]), "+f"(d[1][2]), "+f"(d[1][3]),
          "+f"(d[2][0]), "+f"(d[2][1]), "+f"(d[2][2]), "+f"(d[2][3]),
          "+f"(d[3][0]), "+f"(d[3][1]), "+f"(d[3][2]), "+f"(d[3][3]),
          "+f"(d[4][0]), "+f"(d[4][1]), "+f"(d[4][2]), "+f"(d[4][3]),
          "+f"(d[5][0]), "+f"(d[5][1]), "+f"(d[5][2]), "+f"(d[5][3]),
          "+f"(d[6][0]), "+f"(d[6][1]), "+f"(d[6][2]), "+f"(d[6][3]),
          "+f"(d[7][0]), "+f"(d[7][1]), "+f"(d[7][2]), "+f"(d[7][3]),
          "+f"(d[8][0]), "+f"(d[8][1]), "+f"(d[8][2]), "+f"(d[8][3]),
          "+f"(d[9][0]), "+f"(d[9][1]), "+f"(d[9][2]), "+f"(d[9][3]),
          "+f"(d[10][0]), "+f"(d[10][1]), "+f"(d[10][2]), "+f"(d[10][3]),
          "+f"(d[11][0]), "+f"(d[11][1]), "+f"(d[11][2]), "+f"(d[11][3]),
          "+f"(d[12][0]), "+f"(d[12][1]), "+f"(d[12][2]), "+f"(d[12][3]),
          "+f"(d[13][0]), "+f"(d[13][1]), "+f"(d[13][2]), "+f"(d[13][3]),
          "+f"(d[14][0]), "+f"(d[14][1]), "+f"(d[14][2]), "+f"(d[14][3]),
          "+f"(d[15][0]), "+f"(d[15][1]), "+f"(d[15][2]), "+f"(d[15][3]),
          "+f"(d[16][0]), "+f"(d[16][1]), "+f"(d[16][2]), "+f"(d[16][3]),
          "+f"(d[17][0]), "+f"(d[17][1]), "+f"(d[17][2]), "+f"(d[17][3]),
          "+f"(d[18][0]), "+f"(d[18][1]), "+f"(d[18][2]), "+f"(d[18][3]),
          "+f"(d[19][0]), "+f"(d[19][1]), "+f"(d[19][2]), "+f"(d[19][3])
        : "l"(a), "l"(b));
}

__device__ __forceinline__ void multiply(float (&d)[12][4], unsigned long a, unsigned long b)
{
    asm volatile("wgmma.mma_async.sync.aligned.m64n96k16.f32.f16.f16 {%0, %1, %2, %3, %4, %5, %6, %7, %8, %9, %10, %11, %12, %13, %14, %15, %16, %17, %18, %19, %20, %21, %22, %23, %24, %25, %26, %27, %28, %29, %30, %31, %32, %33, %34, %35, %36, %37, %38, %39, %40, %41, %42, %43, %44, %45, %46, %47}, %48, %49, 1, 1, 1, 0, 1;"
        :
          "+f"(d[0][0]), "+f"(d[0][1]), "+f"(d[0][2]), "+f"(d[0][3]),
          "+f"(d[1][0]), "+f"(d[1][1]), "+f"(d[1][2]), "+f"(d[1][3]),
          "+f"(d[2][0]), "+f"(d[2][1]), "+f"(d[2][2]), "+f"(d[2][3]),
          "+f"(d[3][0]), "+f"(d[3][1]), "+f"(d[3][2]), "+f"(d[3][3]),
          "+f"(d[4][0]), "+f"(d[4][1]), "+f"(d[4][2]), "+f"(d[4][3]),
          "+f"(d[5][0]), "+f"(d[5][1]), "+f"(d[5][2]), "+f"(d[5][3]),
          "+f"(d[6][0]), "+f"(d[6][1]), "+f"(d[6][2]), "+f"(d[6][3]),
          "+f"(d[7][0]), "+f"(d[7][1]), "+f"(d[7][2]), "+f"(d[7][3]),
          "+f"(d[8][0]), "+f"(d[8][1]), "+f"(d[8][2]), "+f"(d[8][3]),
          "+f"(d[9][0]), "+f"(d[9][1]), "+f"(d[9][2]), "+f"(d[9][3]),
          "+f"(d[10][0]), "+f"(d[10][1]), "+f"(d[10][2]), "+f"(d[10][3]),
          "+f"(d[11][0]), "+f"(d[11][1]), "+f"(d[11][2]), "+f"(d[11][3])
        : "l"(a), "l"(b));
}

__device__ __forceinline__ unsigned packed(float a, float b)
{
    const __half2 h = __floats2half2_rn(a, b);
    return *(const unsigned*)&h;
}

// v/2 (1 + erf(v/sqrt 2)) = max(v, 0) - |v| erfc(|v|/sqrt 2)/2, erfc by Abramowitz and Stegun 7.1.26: within 1.5e-7.
__device__ __forceinline__ float gelu(float v)
{
    const float a = fabsf(v);
    float t;
    asm("rcp.approx.ftz.f32 %0, %1;" : "=f"(t) : "f"(fmaf(0.23164190f, a, 1.0f)));
    float p = fmaf(t, 0.5307027145f, -0.7265760135f);
    p = fmaf(t, p, 0.7107068705f);
    p = fmaf(t, p, -0.142248368f);
    p = fmaf(t, p, 0.127414796f);
    float e;
    asm("ex2.approx.ftz.f32 %0, %1;" : "=f"(e) : "f"(v * v * -0.72134752f));
    return fmaf(-a * t, p * e, fmaxf(v, 0.0f));
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
struct Shape
{
    static constexpr int kSlabs = D / 64;
    static constexpr int kSlab = 64 * K * 2;
    static constexpr int kPiece = 8192;
    // A place belongs to one team for good, and every team waits for every slab: nobody can be two rounds of a ring ahead,
    // where a barrier's parity would deceive it.
    static constexpr int kPlaces = TEAMS * kSlabs;
    static constexpr int kRest = (ROOM - kPlaces * kPiece) / kSlab;
    static constexpr int kSlots = kRest < 16 ? kRest : 16;
};

// Barriers: weights full, weights empty, x full, x empty, sixteen of each at most.
template <int D, int K>
__device__ __forceinline__ void produce(const __half* x, const __half* w, int batch, int n, int tiles, unsigned base, unsigned bars)
{
    using S = Shape<D, K>;
    const int thread = threadIdx.x - TEAMS * 128;
    const unsigned columns = base + S::kSlots * S::kSlab;
    unsigned slot = 0;
    unsigned slot_parity = 1;
    unsigned place = 0;
    unsigned place_parity = 1;
    const int row = thread >> 3;
    const unsigned at = row * 128 + (((thread & 7) ^ (row & 7)) << 4);
    for (int b = blockIdx.x; b < batch; b += gridDim.x) {
        for (int tile = 0; tile < tiles; ++tile) {
            const __half* rows = x + ((long)b * n + tile * 64 + row) * D + (thread & 7) * 8;
#pragma unroll 1
            for (int slab = 0; slab < S::kSlabs; ++slab) {
                if (tile == 0) {
                    const __half* from = w + (long)b * D * K + slab * 64 * K;
                    const unsigned to = base + slot * S::kSlab;
                    barrier_wait(bars + 128 + 8 * slot, slot_parity);
#pragma unroll
                    for (int i = 0; i < K / 16; ++i) {
                        const int e = thread + 128 * i;
                        const int k = e / (K / 8);
                        const int c = e % (K / 8);
                        copy16(to + (c >> 2) * 4096 + k * 64 + (((c & 3) ^ (k >> 1 & 3)) << 4), from + e * 8, 16);
                    }
                    asm volatile("cp.async.mbarrier.arrive.noinc.shared::cta.b64 [%0];" ::"r"(bars + 8 * slot) : "memory");
                    if (++slot == S::kSlots) {
                        slot = 0;
                        slot_parity ^= 1;
                    }
                }
                barrier_wait(bars + 384 + 8 * place, place_parity);
#pragma unroll
                for (int i = 0; i < 4; ++i) {
                    const bool inside = tile * 64 + row + 16 * i < n;
                    copy16(columns + place * S::kPiece + at + i * 2048, inside ? rows + (long)i * 16 * D + slab * 64 : x, inside ? 16 : 0);
                }
                asm volatile("cp.async.mbarrier.arrive.noinc.shared::cta.b64 [%0];" ::"r"(bars + 256 + 8 * place) : "memory");
                if (++place == S::kPlaces) {
                    place = 0;
                    place_parity ^= 1;
                }
            }
        }
    }
    asm volatile("cp.async.wait_all;" ::: "memory");
}

template <int D, int K>
__device__ __forceinline__ void consume(const __half* shift, __half* y, int batch, int n, int tiles, unsigned base, unsigned bars)
{
    using S = Shape<D, K>;
    const int lane = threadIdx.x & 31;
    const int c = lane & 3;
    const int within = (threadIdx.x >> 5 & 3) * 16;
    const unsigned columns = base + S::kSlots * S::kSlab;
    int tile = threadIdx.x >> 7;
    int turn = 0;
    const unsigned place = (threadIdx.x >> 7) * S::kSlabs;
    unsigned place_parity = 0;
    while (true) {
        while (tile >= tiles) {
            tile -= tiles;
            ++turn;
        }
        const int b = blockIdx.x + turn * gridDim.x;
        if (b >= batch) {
            return;
        }
        __half2 bias[K / 8];
#pragma unroll
        for (int i = 0; i < K / 8; ++i) {
            bias[i] = __ldg((const __half2*)(shift + (long)b * K + i * 8 + 2 * c));
        }
        float h[K / 8][4];
#pragma unroll
        for (int i = 0; i < K / 8; ++i) {
#pragma unroll
            for (int j = 0; j < 4; ++j) {
                asm volatile("mov.f32 %0, 0f00000000;" : "=f"(h[i][j]));
            }
        }
#pragma unroll
        for (int slab = 0; slab <= S::kSlabs; ++slab) {
            if (slab < S::kSlabs) {
                const unsigned weight = turn * S::kSlabs + slab;
                barrier_wait(bars + 8 * (weight % S::kSlots), weight / S::kSlots & 1);
                barrier_wait(bars + 256 + 8 * (place + slab), place_parity);
                asm volatile("fence.proxy.async.shared::cta;" ::: "memory");
                asm volatile("wgmma.fence.sync.aligned;" ::: "memory");
                const unsigned long left = left_descriptor(columns + (place + slab) * S::kPiece);
                const unsigned long right = right_descriptor(base + weight % S::kSlots * S::kSlab);
#pragma unroll
                for (int k = 0; k < 4; ++k) {
                    multiply(h, left + k * 2, right + k * 64);
                }
                asm volatile("wgmma.commit_group.sync.aligned;\nwgmma.wait_group.sync.aligned 1;" ::: "memory");
            } else {
                asm volatile("wgmma.wait_group.sync.aligned 0;" ::: "memory");
            }
            // What the products of the slab before have read is free.
            if (slab > 0 && lane == 0) {
                barrier_arrive(bars + 384 + 8 * (place + slab - 1));
                barrier_arrive(bars + 128 + 8 * ((turn * S::kSlabs + slab - 1) % S::kSlots));
            }
        }
        const int row0 = tile * 64 + within + (lane >> 2);
        const int row1 = row0 + 8;
        if (tile * 64 + within < n) {
            float scale0 = 0;
            float scale1 = 0;
#pragma unroll
            for (int i = 0; i < K / 8; ++i) {
                const float2 add = __half22float2(bias[i]);
                h[i][0] = gelu(h[i][0] + add.x);
                h[i][1] = gelu(h[i][1] + add.y);
                h[i][2] = gelu(h[i][2] + add.x);
                h[i][3] = gelu(h[i][3] + add.y);
                scale0 += h[i][0] * h[i][0] + h[i][1] * h[i][1];
                scale1 += h[i][2] * h[i][2] + h[i][3] * h[i][3];
            }
            scale0 = rsqrtf(over_quad(scale0) * (1.0f / K) + 1e-6f);
            scale1 = rsqrtf(over_quad(scale1) * (1.0f / K) + 1e-6f);
            __half* to = y + (long)b * n * K;
#pragma unroll
            for (int i = 0; i < K / 8; i += 2) {
                store_pair(to + row0 * K, i, packed(h[i][0] * scale0, h[i][1] * scale0),
                           packed(h[i + 1][0] * scale0, h[i + 1][1] * scale0), row0 < n);
                store_pair(to + row1 * K, i, packed(h[i][2] * scale1, h[i][3] * scale1),
                           packed(h[i + 1][2] * scale1, h[i + 1][3] * scale1), row1 < n);
            }
        }
        tile += TEAMS;
        place_parity ^= 1;
    }
}

template <int D, int K>
__device__ __forceinline__ void fused(const __half* x, const __half* w, const __half* bias, __half* y, int batch, int n, int tiles,
                                      unsigned base, unsigned bars)
{
    if (threadIdx.x >= TEAMS * 128) {
        asm volatile("setmaxnreg.dec.sync.aligned.u32 80;");
        produce<D, K>(x, w, batch, n, tiles, base, bars);
    } else {
        asm volatile("setmaxnreg.inc.sync.aligned.u32 144;");
        consume<D, K>(bias, y, batch, n, tiles, base, bars);
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

// Any shape, a row at a time: k floats in shared memory.
__device__ __noinline__ void plain(const __half* x, const __half* w, const __half* bias, __half* y, long n, long d, long k, float* memory)
{
    float* h = memory + 32;
    for (long i = 0; i < n; ++i) {
        float squares = 0;
        for (long j = threadIdx.x; j < k; j += blockDim.x) {
            float sum = __half2float(bias[j]);
            for (long e = 0; e < d; ++e) {
                sum += __half2float(x[i * d + e]) * __half2float(w[e * k + j]);
            }
            h[j] = gelu(sum);
            squares += h[j] * h[j];
        }
        const float scale = rsqrtf(over_block(squares, memory) / (float)k + 1e-6f);
        for (long j = threadIdx.x; j < k; j += blockDim.x) {
            y[i * k + j] = __float2half(h[j] * scale);
        }
    }
}

extern "C" __global__ void __launch_bounds__(512, 1)
    pffn_half_fp16(const __half* x, const __half* w, const __half* bias, __half* y, long batch, long n, long d, long k)
{
    extern __shared__ unsigned char memory[];
    const unsigned base = (shared_address(memory) + 1023) & ~1023u;
    const unsigned bars = base + ROOM;
    const int shape = n <= 64 * (TEAMS - 1) ? 0 : d == 256 && k == 160 ? 1 : d == 192 && k == 96 ? 2 : 0;
    if (shape == 0) {
        for (long b = blockIdx.x; b < batch; b += gridDim.x) {
            plain(x + b * n * d, w + b * d * k, bias + b * k, y + b * n * k, n, d, k, (float*)memory);
        }
        return;
    }
    const int tiles = (int)((n + 63) / 64);
    if (threadIdx.x == 0) {
        for (int i = 0; i < 16; ++i) {
            barrier_init(bars + 8 * i, 128);
            barrier_init(bars + 128 + 8 * i, 4 * tiles);
            barrier_init(bars + 256 + 8 * i, 128);
            barrier_init(bars + 384 + 8 * i, 4);
        }
        asm volatile("fence.mbarrier_init.release.cluster;" ::: "memory");
    }
    __syncthreads();
    if (shape == 1) {
        fused<256, 160>(x, w, bias, y, (int)batch, (int)n, tiles, base, bars);
    } else {
        fused<192, 96>(x, w, bias, y, (int)batch, (int)n, tiles, base, bars);
    }
}
