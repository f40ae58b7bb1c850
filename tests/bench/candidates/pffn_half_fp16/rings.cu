// Product, bias, exact GELU and RMS normalisation in one persistent launch.
// Two warps bring the weights of a batch element piece by piece into a ring in shared memory, two more the rows of x into
// another; three warpgroups take 64 rows each in turn, with both operands of their products there, so that the rows of the
// next tiles are on their way whatever the three do, and registers hold sums alone. Whole rows stay in a warp.
// Covers the task's five shapes, from 129 rows on. Measured on an H200 (1024 and 256 x 200 x 256 x 160, 1024 x 400 x 256 x 160): .0778,
// .0286 and .1249 ms, floors .0599, .0150 and .1000; with 18 instructions for the address of each copy .0779, .0274 and .1296, and
// with PASSING 1 besides .0803, .0256 and .1328. PASSING 1 of this very text was not measured.
// launch: pffn_half_fp16 global(GROUPS * 512) local(512) args(x, w, bias, y, batch, n, d, k, local int[58112])
#define GROUPS 132
#define TEAMS 3
#define ROOM 229376
#define PASSING 0 // tune: 0 1
#define PLACES 8
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

// With PASSING, what is read once leaves the second-level cache first (the policy of createpolicy.fractional.L2::evict_first for
// 1.0), and not what others have written there.
__device__ __forceinline__ void copy16(unsigned to, const void* from)
{
#if PASSING
    asm volatile("cp.async.cg.shared.global.L2::cache_hint [%0], [%1], 16, %2;" ::"r"(to), "l"(from), "l"(0x12f0000000000000ul) : "memory");
#else
    asm volatile("cp.async.cg.shared.global [%0], [%1], 16;" ::"r"(to), "l"(from) : "memory");
#endif
}

// Arrives when this thread's copies have landed.
__device__ __forceinline__ void arrive_after_copies(unsigned bar)
{
    asm volatile("cp.async.mbarrier.arrive.noinc.shared::cta.b64 [%0];" ::"r"(bar) : "memory");
}

__device__ __forceinline__ unsigned shared_word(unsigned from)
{
    unsigned v;
    asm volatile("ld.shared.b32 %0, [%1];" : "=r"(v) : "r"(from) : "memory");
    return v;
}

// An operand in rows of 64 bytes with the 64-byte swizzle or of 128 with the 128-byte one; `next` is the step in bytes from
// one block of columns to the next where a right operand has several.
template <int ROWBYTES>
__device__ __forceinline__ unsigned long descriptor(unsigned address, unsigned next)
{
    return (address >> 4) | ((unsigned long)(next >> 4) << 16) | ((unsigned long)(ROWBYTES / 2) << 32) |
           (ROWBYTES == 128 ? 1ul << 62 : 2ul << 62);
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

__device__ __forceinline__ void multiply(float (&d)[24][4], unsigned long a, unsigned long b)
{
    asm volatile("wgmma.mma_async.sync.aligned.m64n192k16.f32.f16.f16 {%0, %1, %2, %3, %4, %5, %6, %7, %8, %9, %10, %11, %12, %13, %14, %15, %16, %17, %18, %19, %20, %21, %22, %23, %24, %25, %26, %27, %28, %29, %30, %31, %32, %33, %34, %35, %36, %37, %38, %39, %40, %41, %42, %43, %44, %45, %46, %47, %48, %49, %50, %51, %52, %53, %54, %55, %56, %57, %58, %59, %60, %61, %62, %63, %64, %65, %66, %67, %68, %69, %70, %71, %72, %73, %74, %75, %76, %77, %78, %79, %80, %81, %82, %83, %84, %85, %86, %87, %88, %89, %90, %91, %92, %93, %94, %95}, %96, %97, 1, 1, 1, 0, 1;"
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
        : "l"(a), "l"(b));
}

__device__ __forceinline__ unsigned packed(float a, float b)
{
    const __half2 h = __floats2half2_rn(a, b);
    return *(const unsigned*)&h;
}

__device__ __forceinline__ float2 unpacked(unsigned pair) { return __half22float2(*(const __half2*)&pair); }

// v Phi(v) = max(v, 0) - |v| Phi(-|v|), and the base-2 logarithm of Phi(-a) by a polynomial (least largest error, fitted over
// 0 to 5.5): within 5e-7. One instruction of the special unit, where a formula for erfc needs two.
__device__ __forceinline__ float gelu(float v)
{
    const float a = fabsf(v);
    float p = fmaf(a, -4.733094e-4f, 7.0845581e-3f);
    p = fmaf(a, p, -5.18273857e-2f);
    p = fmaf(a, p, -0.459992435f);
    p = fmaf(a, p, -1.15078785f);
    p = fmaf(a, p, -1.00003762f);
    float e;
    asm("ex2.approx.ftz.f32 %0, %1;" : "=f"(e) : "f"(p));
    return fmaf(-a, e, fmaxf(v, 0.0f));
}

__device__ __forceinline__ float over_quad(float v)
{
    v += __shfl_xor_sync(~0u, v, 1);
    return v + __shfl_xor_sync(~0u, v, 2);
}

// Of two neighbouring blocks of eight columns of one row, four columns that lie together: a quad has 32 bytes.
__device__ __forceinline__ uint2 exchanged(unsigned first, unsigned second)
{
    const bool odd = threadIdx.x & 1;
    const unsigned other = __shfl_xor_sync(~0u, odd ? first : second, 1);
    return odd ? make_uint2(other, second) : make_uint2(first, other);
}

// Of four neighbouring blocks of eight columns of one row, one whole block: a quad writes 64 bytes.
__device__ __forceinline__ uint4 gathered(unsigned first, unsigned second, unsigned third, unsigned fourth)
{
    const bool upper = threadIdx.x & 2;
    const uint2 low = exchanged(first, second);
    const uint2 high = exchanged(third, fourth);
    const unsigned x = __shfl_xor_sync(~0u, upper ? low.x : high.x, 2);
    const unsigned y = __shfl_xor_sync(~0u, upper ? low.y : high.y, 2);
    return upper ? make_uint4(x, y, high.x, high.y) : make_uint4(low.x, low.y, x, y);
}

// Weights in slabs of rows, rows of x in slabs of the summed index.
template <int D, int K>
struct Shape
{
    static constexpr int kSlab = D % 64 == 0 ? 64 : 32;
    static constexpr int kPitch = kSlab * 2;
    static constexpr int kSlabs = D / kSlab;
    static constexpr int kPieces = kSlabs;
    static constexpr int kBytes = kSlab * K * 2;
    static constexpr int kPlace = 64 * kPitch;
    // A barrier of the rows belongs to one slab of one team's every other tile: a place may be filled at most six tiles ahead.
    static constexpr int kFences = 2 * TEAMS * kSlabs;
    static constexpr int kPlaces = D == 96 ? 18 : D == 192 ? 12 : PLACES;
    static constexpr int kRest = (ROOM - kPlaces * kPlace) / kBytes;
    static constexpr int kSlots = kRest < 16 ? kRest : 16;
    // Copies of the biases, of which none may be replaced before every tile of its batch element has read it.
    static constexpr int kShifts = (kSlots + kSlabs - 1) / kSlabs;
    static_assert(kPlaces <= kFences && kFences <= 24);
};

// Behind the rings: barriers of the weights (full, empty, sixteen of each), of the rows (24 of each) and the biases.
#define WEIGHTS 0
#define SPENT 128
#define ROWS 256
#define DONE 448
#define SHIFTS 640

__device__ __forceinline__ unsigned swizzled(int row, int piece, int pitch)
{
    return row * pitch + ((piece ^ (pitch == 128 ? row & 7 : (row >> 1) & 3)) << 4);
}

template <int D, int K>
__device__ __forceinline__ void bring_weights(int thread, const __half* w, const __half* bias, int batch, unsigned base)
{
    using S = Shape<D, K>;
    const unsigned bars = base + ROOM;
    unsigned slot = 0;
    unsigned parity = 1;
    unsigned shift = bars + SHIFTS;
    // A line of weights has kLine pieces: after kPeriod copies of 64 threads the pattern comes again kLines lines below.
    constexpr int kLine = K / 8;
    constexpr int kPeriod = kLine % 5 == 0 ? 5 : 3;
    constexpr int kLines = 64 * kPeriod / kLine;
    static_assert(kLines % 8 == 0 && kLine * kLines == 64 * kPeriod);
    unsigned offsets[kPeriod];
#pragma unroll
    for (int i = 0; i < kPeriod; ++i) {
        const int e = thread + 64 * i;
        offsets[i] = (e % kLine >> 2) * (S::kSlab * 64) + swizzled(e / kLine, e % kLine & 3, 64);
    }
    for (int b = blockIdx.x; b < batch; b += gridDim.x) {
#pragma unroll 1
        for (int piece = 0; piece < S::kPieces; ++piece) {
            // From lane to lane, or else ptxas 13.0 takes a uniform register here and, with a policy, an instruction that is none.
            const unsigned to = __shfl_sync(~0u, base + slot * S::kBytes, threadIdx.x & 31);
            barrier_wait(bars + SPENT + 8 * slot, parity);
            if (piece == 0) {
                for (int i = thread; i < K / 8; i += 64) {
                    copy16(shift + i * 16, bias + (long)b * K + i * 8);
                }
            }
            const __half* from = w + (long)b * D * K + piece * S::kSlab * K + thread * 8;
#pragma unroll
            for (int i = 0; i < S::kBytes / 1024; ++i) {
                copy16(to + offsets[i % kPeriod] + i / kPeriod * (kLines * 64), from + i * 512);
            }
            arrive_after_copies(bars + WEIGHTS + 8 * slot);
            if (++slot == S::kSlots) {
                slot = 0;
                parity ^= 1;
            }
        }
        shift += K * 2;
        if (shift == bars + SHIFTS + S::kShifts * K * 2) {
            shift = bars + SHIFTS;
        }
    }
    asm volatile("cp.async.wait_all;" ::: "memory");
}

// Rows beyond the last are not brought: what a product makes of what lies there concerns no row that is written.
template <int D, int K>
__device__ __forceinline__ void bring_rows(int thread, const __half* x, int batch, int n, int tiles, unsigned base)
{
    using S = Shape<D, K>;
    constexpr int kAcross = S::kSlab / 8;
    constexpr int kDown = 64 / kAcross;
    const unsigned bars = base + ROOM;
    const unsigned places = base + S::kSlots * S::kBytes;
    const int row = thread / kAcross;
    const int c = thread % kAcross;
    const unsigned at = places + swizzled(row, c, S::kPitch);
    unsigned place = 0;
    unsigned fence = 0;
    unsigned before = 0;
    unsigned parity = 0;
    bool round = false;
    for (int b = blockIdx.x; b < batch; b += gridDim.x) {
        for (int tile = 0; tile < tiles; ++tile) {
            // The last tile, which may be short, comes first: its two products are soon done, and the weights, which only
            // the tiles of the second round still need, are free the sooner.
            const int begin = (tile ? tile - 1 : tiles - 1) * 64 + row;
            const __half* from = x + ((long)b * n + begin) * D + c * 8;
            const int left = n - begin;
            const bool full = left >= 64 || tile;
#pragma unroll 1
            for (int slab = 0; slab < S::kSlabs; ++slab) {
                if (round) {
                    barrier_wait(bars + DONE + 8 * before, parity);
                    if (++before == S::kFences) {
                        before = 0;
                        parity ^= 1;
                    }
                }
const unsigned to = at + place * S::kPlace;
                if (full) {
#pragma unroll
                    for (int i = 0; i < kAcross; ++i) {
                        copy16(to + i * 1024, from + i * kDown * D);
                    }
                } else {
#pragma unroll
                    for (int i = 0; i < kAcross; ++i) {
                        if (i * kDown < left) {
                            copy16(to + i * 1024, from + i * kDown * D);
                        }
                    }
                }
                from += S::kSlab;
                arrive_after_copies(bars + ROWS + 8 * fence);
                if (++fence == S::kFences) {
                    fence = 0;
                }
                if (++place == S::kPlaces) {
                    place = 0;
                    round = true;
                }
            }
        }
    }
    asm volatile("cp.async.wait_all;" ::: "memory");
}

template <int D, int K>
__device__ __forceinline__ void consume(__half* y, int batch, int n, int tiles, unsigned base)
{
    using S = Shape<D, K>;
    const unsigned bars = base + ROOM;
    const unsigned places = base + S::kSlots * S::kBytes;
    const int lane = threadIdx.x & 31;
    const int c = lane & 3;
    const int within = (threadIdx.x >> 5 & 3) * 16;
    int tile = threadIdx.x >> 7;
    int turn = 0;
    for (unsigned sequence = tile;; sequence += TEAMS, tile += TEAMS) {
        while (tile >= tiles) {
            tile -= tiles;
            ++turn;
        }
        const int b = blockIdx.x + turn * gridDim.x;
        if (b >= batch) {
            return;
        }
        const unsigned shifts = bars + SHIFTS + turn % S::kShifts * (K * 2) + c * 4;
        const unsigned fences = bars + 8 * (sequence % (2 * TEAMS) * S::kSlabs);
        const unsigned round = sequence / (2 * TEAMS) & 1;
        float h[K / 8][4];
#pragma unroll
        for (int slab = 0; slab <= S::kSlabs; ++slab) {
            if (slab < S::kSlabs) {
                const unsigned weight = turn * S::kPieces + slab;
                barrier_wait(bars + WEIGHTS + 8 * (weight % S::kSlots), weight / S::kSlots & 1);
                if (slab == 0) {
#pragma unroll
                    for (int i = 0; i < K / 8; ++i) {
                        const float2 start = unpacked(shared_word(shifts + i * 16));
                        h[i][0] = start.x;
                        h[i][1] = start.y;
                        h[i][2] = start.x;
                        h[i][3] = start.y;
                    }
                }
                barrier_wait(fences + ROWS + 8 * slab, round);
                asm volatile("fence.proxy.async.shared::cta;" ::: "memory");
                asm volatile("wgmma.fence.sync.aligned;" ::: "memory");
                const unsigned long left = descriptor<S::kPitch>(places + (sequence * S::kSlabs + slab) % S::kPlaces * S::kPlace, 16);
                const unsigned long right = descriptor<64>(base + weight % S::kSlots * S::kBytes, S::kSlab * 64);
#pragma unroll
                for (int k = 0; k < S::kSlab / 16; ++k) {
                    multiply(h, left + k * 2, right + k * 64);
                }
                asm volatile("wgmma.commit_group.sync.aligned;\nwgmma.wait_group.sync.aligned 1;" ::: "memory");
            } else {
                asm volatile("wgmma.wait_group.sync.aligned 0;" ::: "memory");
            }
            // What the products of the slab before have read is free.
            if (slab > 0 && lane == 0) {
                barrier_arrive(fences + DONE + 8 * (slab - 1));
                barrier_arrive(bars + SPENT + 8 * ((turn * S::kPieces + slab - 1) % S::kSlots));
            }
        }
        const int begin = (tile ? tile - 1 : tiles - 1) * 64 + within;
        const int row0 = begin + (lane >> 2);
        const int row1 = row0 + 8;
        const bool busy = begin < n;
        float scale0 = 0;
        float scale1 = 0;
        float other0 = 0;
        float other1 = 0;
        if (busy) {
#pragma unroll
            for (int i = 0; i < K / 8; ++i) {
#pragma unroll
                for (int j = 0; j < 4; ++j) {
                    h[i][j] = gelu(h[i][j]);
                }
                scale0 += h[i][0] * h[i][0];
                other0 += h[i][1] * h[i][1];
                scale1 += h[i][2] * h[i][2];
                other1 += h[i][3] * h[i][3];
            }
            scale0 += other0;
            scale1 += other1;
            scale0 = rsqrtf(over_quad(scale0) * (1.0f / K) + 1e-6f);
            scale1 = rsqrtf(over_quad(scale1) * (1.0f / K) + 1e-6f);
        }
        if (busy) {
            __half* to0 = y + ((long)b * n + row0) * K + c * 8;
            __half* to1 = to0 + 8 * K;
#pragma unroll
            for (int i = 0; i < K / 8; i += 4) {
                unsigned above[4];
                unsigned below[4];
#pragma unroll
                for (int j = 0; j < 4; ++j) {
                    above[j] = packed(h[i + j][0] * scale0, h[i + j][1] * scale0);
                    below[j] = packed(h[i + j][2] * scale1, h[i + j][3] * scale1);
                }
                const uint4 upper = gathered(above[0], above[1], above[2], above[3]);
                const uint4 lower = gathered(below[0], below[1], below[2], below[3]);
                if (row0 < n) {
                    *(uint4*)(to0 + i * 8) = upper;
                }
                if (row1 < n) {
                    *(uint4*)(to1 + i * 8) = lower;
                }
            }
        }
    }
}

template <int D, int K>
__device__ __forceinline__ void fused(const __half* x, const __half* w, const __half* bias, __half* y,
                                      int batch, int n, int tiles, unsigned base)
{
    if (threadIdx.x >= TEAMS * 128) {
        asm volatile("setmaxnreg.dec.sync.aligned.u32 56;");
        const int thread = threadIdx.x & 63;
        if (threadIdx.x & 64) {
            bring_rows<D, K>(thread, x, batch, n, tiles, base);
        } else {
            bring_weights<D, K>(thread, w, bias, batch, base);
        }
    } else {
        asm volatile("setmaxnreg.inc.sync.aligned.u32 152;");
        consume<D, K>(y, batch, n, tiles, base);
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
    extern __shared__ __align__(1024) unsigned char memory[];
    const unsigned base = shared_address(memory);
    const int shape = n <= 64 * (TEAMS - 1) ? 0 : d == 256 && k == 160 ? 1 : d == 192 && k == 96 ? 2 : d == 96 && k == 192 ? 3 : 0;
    if (shape == 0) {
        for (long b = blockIdx.x; b < batch; b += gridDim.x) {
            plain(x + b * n * d, w + b * d * k, bias + b * k, y + b * n * k, n, d, k, (float*)memory);
        }
        return;
    }
    const int tiles = (int)((n + 63) / 64);
    const unsigned bars = base + ROOM;
    if (threadIdx.x < 80) {
        const int i = threadIdx.x;
        barrier_init(bars + 8 * i, i < 16 ? 64 : i < 32 ? 4 * tiles : i < 56 ? 64 : 4);
        asm volatile("fence.mbarrier_init.release.cluster;" ::: "memory");
    }
    __syncthreads();
    if (shape == 1) {
        fused<256, 160>(x, w, bias, y, (int)batch, (int)n, tiles, base);
    } else if (shape == 2) {
        fused<192, 96>(x, w, bias, y, (int)batch, (int)n, tiles, base);
    } else {
        fused<96, 192>(x, w, bias, y, (int)batch, (int)n, tiles, base);
    }
}
