// Product, bias, exact GELU and RMS normalisation in one persistent launch.
// One warpgroup brings the weights of a batch element piece by piece into a ring in shared memory; two take 64 rows each in
// turn: their rows of x go from memory to registers, the left operand of a warpgroup product, while the tile before is
// finished, and whole rows of the result stay in a warp's registers, so that the normalisation needs no other warp.
// launch: pffn_half_fp16 global(GROUPS * 384) local(384) args(x, w, bias, y, batch, n, d, k, local int[56704])
#define GROUPS 132
#define FULL 0
#define PARTS 2
#define EARLY (Q / 2)
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

__device__ __forceinline__ void copy16(unsigned to, const void* from)
{
    asm volatile("cp.async.cg.shared.global [%0], [%1], 16;" ::"r"(to), "l"(from) : "memory");
}

// A right operand whose columns lie together: rows of 64 bytes (32 columns) with the 64-byte swizzle, or of 128 with the
// 128-byte swizzle. `next` is the step in bytes from one such block of columns to the next.
template <int ROWBYTES>
__device__ __forceinline__ unsigned long descriptor(unsigned address, unsigned next)
{
    return (address >> 4) | ((unsigned long)(next >> 4) << 16) | ((unsigned long)(ROWBYTES / 2) << 32) |
           (ROWBYTES == 128 ? 1ul << 62 : 2ul << 62);
}

// Reads that stay where they stand.
__device__ __forceinline__ uint4 fetched(const void* from)
{
    uint4 v;
    asm volatile("ld.global.nc.v4.b32 {%0,%1,%2,%3}, [%4];" : "=r"(v.x), "=r"(v.y), "=r"(v.z), "=r"(v.w) : "l"(from) : "memory");
    return v;
}

__device__ __forceinline__ unsigned fetched_word(const void* from)
{
    unsigned v;
    asm volatile("ld.global.nc.b32 %0, [%1];" : "=r"(v) : "l"(from) : "memory");
    return v;
}

__device__ __forceinline__ void multiply(float (&d)[20][4], unsigned a0, unsigned a1, unsigned a2, unsigned a3, unsigned long b)
{
    asm volatile("wgmma.mma_async.sync.aligned.m64n160k16.f32.f16.f16 {%0, %1, %2, %3, %4, %5, %6, %7, %8, %9, %10, %11, %12, %13, %14, %15, %16, %17, %18, %19, %20, %21, %22, %23, %24, %25, %26, %27, %28, %29, %30, %31, %32, %33, %34, %35, %36, %37, %38, %39, %40, %41, %42, %43, %44, %45, %46, %47, %48, %49, %50, %51, %52, %53, %54, %55, %56, %57, %58, %59, %60, %61, %62, %63, %64, %65, %66, %67, %68, %69, %70, %71, %72, %73, %74, %75, %76, %77, %78, %79}, {%80, %81, %82, %83}, %84, 1, 1, 1, 1;"
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
        : "r"(a0), "r"(a1), "r"(a2), "r"(a3), "l"(b));
}

__device__ __forceinline__ void multiply(float (&d)[12][4], unsigned a0, unsigned a1, unsigned a2, unsigned a3, unsigned long b)
{
    asm volatile("wgmma.mma_async.sync.aligned.m64n96k16.f32.f16.f16 {%0, %1, %2, %3, %4, %5, %6, %7, %8, %9, %10, %11, %12, %13, %14, %15, %16, %17, %18, %19, %20, %21, %22, %23, %24, %25, %26, %27, %28, %29, %30, %31, %32, %33, %34, %35, %36, %37, %38, %39, %40, %41, %42, %43, %44, %45, %46, %47}, {%48, %49, %50, %51}, %52, 1, 1, 1, 1;"
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
        : "r"(a0), "r"(a1), "r"(a2), "r"(a3), "l"(b));
}

__device__ __forceinline__ void multiply(float (&d)[24][4], unsigned a0, unsigned a1, unsigned a2, unsigned a3, unsigned long b)
{
    asm volatile("wgmma.mma_async.sync.aligned.m64n192k16.f32.f16.f16 {%0, %1, %2, %3, %4, %5, %6, %7, %8, %9, %10, %11, %12, %13, %14, %15, %16, %17, %18, %19, %20, %21, %22, %23, %24, %25, %26, %27, %28, %29, %30, %31, %32, %33, %34, %35, %36, %37, %38, %39, %40, %41, %42, %43, %44, %45, %46, %47, %48, %49, %50, %51, %52, %53, %54, %55, %56, %57, %58, %59, %60, %61, %62, %63, %64, %65, %66, %67, %68, %69, %70, %71, %72, %73, %74, %75, %76, %77, %78, %79, %80, %81, %82, %83, %84, %85, %86, %87, %88, %89, %90, %91, %92, %93, %94, %95}, {%96, %97, %98, %99}, %100, 1, 1, 1, 1;"
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
          "+f"(d[19][0]), "+f"(d[19][1]), "+f"(d[19][2]), "+f"(d[19][3]),
          "+f"(d[20][0]), "+f"(d[20][1]), "+f"(d[20][2]), "+f"(d[20][3]),
          "+f"(d[21][0]), "+f"(d[21][1]), "+f"(d[21][2]), "+f"(d[21][3]),
          "+f"(d[22][0]), "+f"(d[22][1]), "+f"(d[22][2]), "+f"(d[22][3]),
          "+f"(d[23][0]), "+f"(d[23][1]), "+f"(d[23][2]), "+f"(d[23][3])
        : "r"(a0), "r"(a1), "r"(a2), "r"(a3), "l"(b));
}

__device__ __forceinline__ void multiply(float (&d)[8][4], unsigned a0, unsigned a1, unsigned a2, unsigned a3, unsigned long b)
{
    asm volatile("wgmma.mma_async.sync.aligned.m64n64k16.f32.f16.f16 {%0, %1, %2, %3, %4, %5, %6, %7, %8, %9, %10, %11, %12, %13, %14, %15, %16, %17, %18, %19, %20, %21, %22, %23, %24, %25, %26, %27, %28, %29, %30, %31}, {%32, %33, %34, %35}, %36, 1, 1, 1, 1;"
        :
          "+f"(d[0][0]), "+f"(d[0][1]), "+f"(d[0][2]), "+f"(d[0][3]),
          "+f"(d[1][0]), "+f"(d[1][1]), "+f"(d[1][2]), "+f"(d[1][3]),
          "+f"(d[2][0]), "+f"(d[2][1]), "+f"(d[2][2]), "+f"(d[2][3]),
          "+f"(d[3][0]), "+f"(d[3][1]), "+f"(d[3][2]), "+f"(d[3][3]),
          "+f"(d[4][0]), "+f"(d[4][1]), "+f"(d[4][2]), "+f"(d[4][3]),
          "+f"(d[5][0]), "+f"(d[5][1]), "+f"(d[5][2]), "+f"(d[5][3]),
          "+f"(d[6][0]), "+f"(d[6][1]), "+f"(d[6][2]), "+f"(d[6][3]),
          "+f"(d[7][0]), "+f"(d[7][1]), "+f"(d[7][2]), "+f"(d[7][3])
        : "r"(a0), "r"(a1), "r"(a2), "r"(a3), "l"(b));
}

__device__ __forceinline__ void multiply(float (&d)[4][4], unsigned a0, unsigned a1, unsigned a2, unsigned a3, unsigned long b)
{
    asm volatile("wgmma.mma_async.sync.aligned.m64n32k16.f32.f16.f16 {%0, %1, %2, %3, %4, %5, %6, %7, %8, %9, %10, %11, %12, %13, %14, %15}, {%16, %17, %18, %19}, %20, 1, 1, 1, 1;"
        :
          "+f"(d[0][0]), "+f"(d[0][1]), "+f"(d[0][2]), "+f"(d[0][3]),
          "+f"(d[1][0]), "+f"(d[1][1]), "+f"(d[1][2]), "+f"(d[1][3]),
          "+f"(d[2][0]), "+f"(d[2][1]), "+f"(d[2][2]), "+f"(d[2][3]),
          "+f"(d[3][0]), "+f"(d[3][1]), "+f"(d[3][2]), "+f"(d[3][3])
        : "r"(a0), "r"(a1), "r"(a2), "r"(a3), "l"(b));
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


// How the weights pass through shared memory: w1 in slabs of rows, w2 in strips of columns, all of one size, in a ring.
template <int D, int K>
struct Shape
{
    static constexpr int kSlab = D % 64 == 0 ? 64 : 32;
    static constexpr int kSlabs = D / kSlab;
    static constexpr int kStrip = D % 64 == 0 ? 64 : 32;
    static constexpr int kStrips = D / kStrip;
    static constexpr int kPieces = kSlabs + (FULL ? kStrips : 0);
    static constexpr int kBytes = kSlab * K * 2;
    static constexpr int kSlots = 225280 / kBytes < 20 ? 225280 / kBytes : 20;
    static constexpr int kPitch = kStrip * 2;
    static constexpr int kParts = D > 192 ? PARTS : 1;
    static constexpr int kEach = kStrips / kParts;
};

__device__ __forceinline__ unsigned swizzled(int row, int piece, int pitch)
{
    return row * pitch + ((piece ^ (pitch == 128 ? row & 7 : (row >> 1) & 3)) << 4);
}

template <int D, int K>
__device__ __forceinline__ void produce(const __half* w1, const __half* w2, int batch, unsigned base, unsigned full, unsigned empty)
{
    using S = Shape<D, K>;
    const int thread = threadIdx.x - 256;
    unsigned slot = 0;
    unsigned parity = 1;
    for (int b = blockIdx.x; b < batch; b += gridDim.x) {
#pragma unroll 1
        for (int piece = 0; piece < S::kPieces; ++piece) {
            barrier_wait(empty + 8 * slot, parity);
            const unsigned to = base + slot * S::kBytes;
            if (piece < S::kSlabs) {
                const __half* from = w1 + (long)b * D * K + piece * S::kSlab * K;
#pragma unroll
                for (int i = 0; i < S::kBytes / 2048; ++i) {
                    const int e = thread + 128 * i;
                    const int k = e / (K / 8);
                    const int c = e % (K / 8);
                    const int row = (k & ~31) | ((k & 6) << 2) | ((k & 24) >> 2) | (k & 1);
                    copy16(to + (c >> 2) * S::kSlab * 64 + swizzled(row, c & 3, 64), from + e * 8);
                }
            } else {
                constexpr int kRow = S::kStrip / 8;
                constexpr int kRows = 128 / kRow;
                const int k = thread / kRow;
                const int c = thread % kRow;
                const __half* from = w2 + (long)b * D * K + (piece - S::kSlabs) * S::kStrip + k * D + c * 8;
                const unsigned at = to + swizzled(k, c, S::kPitch);
#pragma unroll
                for (int i = 0; i < K / kRows; ++i) {
                    copy16(at + i * kRows * S::kPitch, from + i * kRows * D);
                }
            }
            asm volatile("cp.async.mbarrier.arrive.noinc.shared::cta.b64 [%0];" ::"r"(full + 8 * slot) : "memory");
            if (++slot == S::kSlots) {
                slot = 0;
                parity ^= 1;
            }
        }
    }
    asm volatile("cp.async.wait_all;" ::: "memory");
}

template <int D, int K>
__device__ __forceinline__ void consume(const __half* x, const __half* bias1, const __half* bias2, __half* y, int batch, int n,
                                        unsigned base, unsigned full, unsigned empty)
{
    using S = Shape<D, K>;
    constexpr int Q = D / 32;
    constexpr int kEarly = FULL ? EARLY : Q;
    const int group = threadIdx.x >> 7;
    const int lane = threadIdx.x & 31;
    const int c = lane & 3;
    const int within = ((threadIdx.x & 127) >> 5) * 16;
    const int tiles = (n + 63) / 64;
    int first_slot = 0;
    unsigned first_parity = 0;
    int b = blockIdx.x;
    int tile = group;
    int sequence = 0;
    uint4 left[Q][2];
    const auto load = [&](int at_batch, int at_tile, int begin, int end) {
        const int row = at_tile * 64 + within + (lane >> 2);
        const __half* from = x + ((long)at_batch * n + min(row, n - 1)) * D + 8 * c;
        const long below = (long)(min(row + 8, n - 1) - min(row, n - 1)) * D;
#pragma unroll
        for (int q = 0; q < Q; ++q) {
            if (q >= begin && q < end) {
                left[q][0] = fetched(from + q * 32);
                left[q][1] = fetched(from + below + q * 32);
            }
        }
    };
    if (b < batch) {
        load(b, tile, 0, Q);
    }
    while (b < batch) {
        const bool leaving = tile + 2 >= tiles;
        const int row0 = tile * 64 + within + (lane >> 2);
        const int row1 = row0 + 8;
        const bool busy = tile * 64 + within < n;
        int slot = first_slot;
        unsigned parity = first_parity;
        const auto step = [&]() {
            if (++slot == S::kSlots) {
                slot = 0;
                parity ^= 1;
            }
        };
        float h[K / 8][4];
#pragma unroll
        for (int i = 0; i < K / 8; ++i) {
#pragma unroll
            for (int j = 0; j < 4; ++j) {
                h[i][j] = 0;
            }
        }
        __half2 bias[K / 8];
#pragma unroll
        for (int i = 0; i < K / 8; ++i) {
            bias[i] = __ldg((const __half2*)(bias1 + (long)b * K + i * 8 + 2 * c));
        }
#pragma unroll
        for (int slab = 0; slab < S::kSlabs; ++slab) {
            barrier_wait(full + 8 * slot, parity);
            asm volatile("fence.proxy.async.shared::cta;" ::: "memory");
            asm volatile("wgmma.fence.sync.aligned;" ::: "memory");
            const unsigned at = base + slot * S::kBytes;
            if (slab == 0) {
                // A zero that nobody knows before: without it the registers would be rearranged, and so waited for, where the
                // rows were asked for.
                unsigned zero;
                asm volatile("ld.volatile.shared.b32 %0, [%1];" : "=r"(zero) : "r"(full + 320) : "memory");
#pragma unroll
                for (int q = 0; q < Q; ++q) {
#pragma unroll
                    for (int i = 0; i < 2; ++i) {
                        left[q][i].x ^= zero;
                        left[q][i].y ^= zero;
                        left[q][i].z ^= zero;
                        left[q][i].w ^= zero;
                    }
                }
                asm volatile("wgmma.fence.sync.aligned;" ::: "memory");
            }
#pragma unroll
            for (int k = 0; k < S::kSlab / 16; ++k) {
                const uint4& u = left[slab * (S::kSlab / 32) + k / 2][0];
                const uint4& v = left[slab * (S::kSlab / 32) + k / 2][1];
                const unsigned long right = descriptor<64>(at + k * 1024, S::kSlab * 64);
                if (k & 1) {
                    multiply(h, u.z, v.z, u.w, v.w, right);
                } else {
                    multiply(h, u.x, v.x, u.y, v.y, right);
                }
            }
            asm volatile("wgmma.commit_group.sync.aligned;" ::: "memory");
            step();
        }
        asm volatile("wgmma.wait_group.sync.aligned 0;" ::: "memory");
        if (leaving && lane == 0) {
            int at = first_slot;
#pragma unroll
            for (int slab = 0; slab < S::kSlabs; ++slab) {
                barrier_arrive(empty + 8 * at);
                at = at + 1 == S::kSlots ? 0 : at + 1;
            }
        }
        // The next tile's rows set out while this one is finished.
        const int next_b = leaving ? b + gridDim.x : b;
        const int next_tile = leaving ? group ^ (((sequence + 1) * tiles) & 1) : tile + 2;
        const int ahead_b = next_b < batch ? next_b : b;
        load(ahead_b, next_tile, 0, kEarly);
        float scale0 = 0;
        float scale1 = 0;
        if (busy) {
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
        }
        if (!FULL) {
            if (busy) {
                __half* to = y + (long)b * n * K;
#pragma unroll
                for (int i = 0; i < K / 8; i += 2) {
                    store_pair(to + row0 * K, i, packed(h[i][0] * scale0, h[i][1] * scale0),
                               packed(h[i + 1][0] * scale0, h[i + 1][1] * scale0), row0 < n);
                    store_pair(to + row1 * K, i, packed(h[i][2] * scale1, h[i][3] * scale1),
                               packed(h[i + 1][2] * scale1, h[i + 1][3] * scale1), row1 < n);
                }
            }
        } else {
            // The accumulators of the first product are the left operand of the second.
            unsigned u[K / 16][4];
#pragma unroll
            for (int s = 0; s < K / 16; ++s) {
                u[s][0] = packed(h[2 * s][0] * scale0, h[2 * s][1] * scale0);
                u[s][1] = packed(h[2 * s][2] * scale1, h[2 * s][3] * scale1);
                u[s][2] = packed(h[2 * s + 1][0] * scale0, h[2 * s + 1][1] * scale0);
                u[s][3] = packed(h[2 * s + 1][2] * scale1, h[2 * s + 1][3] * scale1);
            }
            constexpr int kBlocks = S::kStrip / 8;
            unsigned kept[S::kParts > 1 ? (S::kParts - 1) * S::kEach * kBlocks : 1][2];
            float square0 = 0;
            float square1 = 0;
            __half* to0 = y + ((long)b * n + row0) * D;
            __half* to1 = to0 + 8 * D;
#pragma unroll
            for (int part = 0; part < S::kParts; ++part) {
                __half2 shift[S::kEach * kBlocks];
#pragma unroll
                for (int i = 0; i < S::kEach * kBlocks; ++i) {
                    const unsigned word = fetched_word(bias2 + (long)b * D + (part * S::kEach * kBlocks + i) * 8 + 2 * c);
                    shift[i] = *(const __half2*)&word;
                }
                float v[S::kEach][kBlocks][4];
#pragma unroll
                for (int strip = 0; strip < S::kEach; ++strip) {
#pragma unroll
                    for (int i = 0; i < kBlocks; ++i) {
#pragma unroll
                        for (int j = 0; j < 4; ++j) {
                            v[strip][i][j] = 0;
                        }
                    }
                }
#pragma unroll
                for (int strip = 0; strip < S::kEach; ++strip) {
                    barrier_wait(full + 8 * slot, parity);
                    asm volatile("fence.proxy.async.shared::cta;" ::: "memory");
                    asm volatile("wgmma.fence.sync.aligned;" ::: "memory");
                    const unsigned at = base + slot * S::kBytes;
#pragma unroll
                    for (int s = 0; s < K / 16; ++s) {
                        multiply(v[strip], u[s][0], u[s][1], u[s][2], u[s][3], descriptor<S::kPitch>(at + s * 16 * S::kPitch, 16));
                    }
                    asm volatile("wgmma.commit_group.sync.aligned;" ::: "memory");
                    step();
                }
                asm volatile("wgmma.wait_group.sync.aligned 0;" ::: "memory");
#pragma unroll
                for (int strip = 0; strip < S::kEach; ++strip) {
#pragma unroll
                    for (int i = 0; i < kBlocks; ++i) {
                        const float2 add = __half22float2(shift[strip * kBlocks + i]);
                        v[strip][i][0] += add.x;
                        v[strip][i][1] += add.y;
                        v[strip][i][2] += add.x;
                        v[strip][i][3] += add.y;
                        square0 += v[strip][i][0] * v[strip][i][0] + v[strip][i][1] * v[strip][i][1];
                        square1 += v[strip][i][2] * v[strip][i][2] + v[strip][i][3] * v[strip][i][3];
                        if (part + 1 < S::kParts) {
                            kept[(part * S::kEach + strip) * kBlocks + i][0] = packed(v[strip][i][0], v[strip][i][1]);
                            kept[(part * S::kEach + strip) * kBlocks + i][1] = packed(v[strip][i][2], v[strip][i][3]);
                        }
                    }
                }
                if (part + 1 == S::kParts) {
                    load(ahead_b, next_tile, kEarly, Q);
                }
                if (part + 1 == S::kParts && busy) {
                    const float out0 = rsqrtf(over_quad(square0) * (1.0f / D) + 1e-6f);
                    const float out1 = rsqrtf(over_quad(square1) * (1.0f / D) + 1e-6f);
                    if (S::kParts > 1) {
                        const auto scaled = [](unsigned pair, float by) {
                            const float2 f = __half22float2(*(const __half2*)&pair);
                            return packed(f.x * by, f.y * by);
                        };
#pragma unroll
                        for (int i = 0; i < (S::kParts - 1) * S::kEach * kBlocks; i += 2) {
                            store_pair(to0, i, scaled(kept[i][0], out0), scaled(kept[i + 1][0], out0), row0 < n);
                            store_pair(to1, i, scaled(kept[i][1], out1), scaled(kept[i + 1][1], out1), row1 < n);
                        }
                    }
#pragma unroll
                    for (int strip = 0; strip < S::kEach; ++strip) {
#pragma unroll
                        for (int i = 0; i < kBlocks; i += 2) {
                            const int at = (part * S::kEach + strip) * kBlocks + i;
                            const float(&p)[4] = v[strip][i];
                            const float(&q)[4] = v[strip][i + 1];
                            store_pair(to0, at, packed(p[0] * out0, p[1] * out0), packed(q[0] * out0, q[1] * out0), row0 < n);
                            store_pair(to1, at, packed(p[2] * out1, p[3] * out1), packed(q[2] * out1, q[3] * out1), row1 < n);
                        }
                    }
                }
            }
            if (leaving && lane == 0) {
                int at = first_slot + S::kSlabs;
#pragma unroll
                for (int strip = 0; strip < S::kStrips; ++strip, ++at) {
                    barrier_arrive(empty + 8 * (at < S::kSlots ? at : at - S::kSlots));
                }
            }
        }
        if (leaving) {
            first_slot += S::kPieces;
            if (first_slot >= S::kSlots) {
                first_slot -= S::kSlots;
                first_parity ^= 1;
            }
            ++sequence;
        }
        b = next_b;
        tile = next_tile;
    }
}

template <int D, int K>
__device__ __forceinline__ void fused(const __half* x, const __half* w1, const __half* bias1, const __half* w2, const __half* bias2,
                                      __half* y, int batch, int n, unsigned base, unsigned full)
{
    const unsigned empty = full + 160;
    if (threadIdx.x >= 256) {
        asm volatile("setmaxnreg.dec.sync.aligned.u32 40;");
        produce<D, K>(w1, w2, batch, base, full, empty);
    } else {
        asm volatile("setmaxnreg.inc.sync.aligned.u32 232;");
        consume<D, K>(x, bias1, bias2, y, batch, n, base, full, empty);
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

extern "C" __global__ void __launch_bounds__(384, 1)
    pffn_half_fp16(const __half* x, const __half* w1, const __half* bias1, __half* y, long batch, long n, long d, long k)
{
    extern __shared__ unsigned char memory[];
    const __half* w2 = nullptr;
    const __half* bias2 = nullptr;
    const unsigned base = (shared_address(memory) + 1023) & ~1023u;
    const unsigned full = base + 225280;
    const int shape = n <= 64 ? 0 : d == 256 && k == 160 ? 1 : d == 192 && k == 96 ? 2 : d == 96 && k == 192 ? 3 : 0;
    if (shape == 0) {
        for (long b = blockIdx.x; b < batch; b += gridDim.x) {
            plain(x + b * n * d, w1 + b * d * k, bias1 + b * k, w2 + b * d * k, bias2 + b * d, y + b * n * (FULL ? d : k), d, k, 0, n,
                  (float*)memory);
        }
        return;
    }
    if (threadIdx.x == 0) {
        asm volatile("st.shared.b32 [%0], %1;" ::"r"(full + 320), "r"(0) : "memory");
        for (int i = 0; i < 20; ++i) {
            barrier_init(full + 8 * i, 128);
            barrier_init(full + 160 + 8 * i, 8);
        }
        asm volatile("fence.mbarrier_init.release.cluster;" ::: "memory");
    }
    __syncthreads();
    if (shape == 1) {
        fused<256, 160>(x, w1, bias1, w2, bias2, y, (int)batch, (int)n, base, full);
    } else if (shape == 2) {
        fused<192, 96>(x, w1, bias1, w2, bias2, y, (int)batch, (int)n, base, full);
    } else {
        fused<96, 192>(x, w1, bias1, w2, bias2, y, (int)batch, (int)n, base, full);
    }
}
