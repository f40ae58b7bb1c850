// The whole chain for 256 x 160 and 193 to 200 rows (or 192): as rings.cu, but the rows beyond three tiles of 64 are columns of
// transposed products, hT = w1T xT and yT = w2T hT with eight columns, done by one of the three warpgroups beside its tile. So no
// tile waits for a second round, weights pass through the ring once, and the next element's follow at once.
// Measured on an H200 (256 and 1024 x 200 x 256 x 160): .0380 and .1249 ms, floors .0223 and .0890. Other shapes a row at a time.
// launch: pffn_fp16 global(GROUPS * 512) local(512) args(x, w1, b1, w2, b2, y, batch, n, d, k, local int[58112])
#define GROUPS 132
#define TEAMS 3
#define SLOTS 6
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

template <int SUMS>
__device__ __forceinline__ void multiply(float (&d)[16][4], const unsigned (&a)[4], unsigned long b)
{
    asm volatile("wgmma.mma_async.sync.aligned.m64n128k16.f32.f16.f16 {%0, %1, %2, %3, %4, %5, %6, %7, %8, %9, %10, %11, %12, %13, %14, %15, %16, %17, %18, %19, %20, %21, %22, %23, %24, %25, %26, %27, %28, %29, %30, %31, %32, %33, %34, %35, %36, %37, %38, %39, %40, %41, %42, %43, %44, %45, %46, %47, %48, %49, %50, %51, %52, %53, %54, %55, %56, %57, %58, %59, %60, %61, %62, %63}, {%64, %65, %66, %67}, %68, %69, 1, 1, 1;"
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
          "+f"(d[15][0]), "+f"(d[15][1]), "+f"(d[15][2]), "+f"(d[15][3])
        : "r"(a[0]), "r"(a[1]), "r"(a[2]), "r"(a[3]), "l"(b), "n"(SUMS));
}

// Eight columns, the left operand stored with its rows along the lines of memory.
__device__ __forceinline__ void multiply(float (&d)[4], unsigned long a, unsigned long b)
{
    asm volatile("wgmma.mma_async.sync.aligned.m64n8k16.f32.f16.f16 {%0, %1, %2, %3}, %4, %5, 1, 1, 1, 1, 0;"
        : "+f"(d[0]), "+f"(d[1]), "+f"(d[2]), "+f"(d[3]) : "l"(a), "l"(b));
}

__device__ __forceinline__ unsigned packed(float a, float b)
{
    const __half2 h = __floats2half2_rn(a, b);
    return *(const unsigned*)&h;
}

// Packed where it stands: later, sums and start values of the next product would be held side by side.
__device__ __forceinline__ unsigned packed_here(float a, float b)
{
    unsigned pair;
    asm volatile("cvt.rn.f16x2.f32 %0, %1, %2;" : "=r"(pair) : "f"(b), "f"(a));
    return pair;
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

__device__ __forceinline__ float shared_half(unsigned from)
{
    unsigned short v;
    asm volatile("ld.shared.u16 %0, [%1];" : "=h"(v) : "r"(from) : "memory");
    return __half2float(*(const __half*)&v);
}

__device__ __forceinline__ float shared_float(unsigned from) { return __uint_as_float(shared_word(from)); }

__device__ __forceinline__ void put_float(unsigned to, float value)
{
    asm volatile("st.shared.b32 [%0], %1;" ::"r"(to), "r"(__float_as_uint(value)) : "memory");
}

__device__ __forceinline__ void put_half(unsigned to, float value)
{
    const __half h = __float2half(value);
    asm volatile("st.shared.b16 [%0], %1;" ::"r"(to), "h"(*(const unsigned short*)&h) : "memory");
}

__device__ __forceinline__ void team_sync(int team) { asm volatile("bar.sync %0, 128;" ::"r"(team + 1) : "memory"); }

__device__ __forceinline__ float over_quad(float v)
{
    v += __shfl_xor_sync(~0u, v, 1);
    return v + __shfl_xor_sync(~0u, v, 2);
}

// Over the lanes that hold the same two columns.
__device__ __forceinline__ float over_eighth(float v)
{
    v += __shfl_xor_sync(~0u, v, 4);
    v += __shfl_xor_sync(~0u, v, 8);
    return v + __shfl_xor_sync(~0u, v, 16);
}

// Of two neighbouring blocks of eight columns of one row, four columns that lie together: a quad has 32 bytes. The exchange
// also keeps the compiler from packing later, which would hold the sums of all parts side by side.
__device__ __forceinline__ uint2 exchanged(unsigned first, unsigned second)
{
    const bool odd = threadIdx.x & 1;
    const unsigned other = __shfl_xor_sync(~0u, odd ? first : second, 1);
    return odd ? make_uint2(other, second) : make_uint2(first, other);
}

// Of four neighbouring blocks, a whole one: a quad writes 64 bytes.
__device__ __forceinline__ uint4 gathered(uint2 low, uint2 high)
{
    const bool upper = threadIdx.x & 2;
    const unsigned x = __shfl_xor_sync(~0u, upper ? low.x : high.x, 2);
    const unsigned y = __shfl_xor_sync(~0u, upper ? low.y : high.y, 2);
    return upper ? make_uint4(x, y, high.x, high.y) : make_uint4(low.x, low.y, x, y);
}

#define D 256
#define K 160
#define BYTES (64 * K * 2)
#define PLACE 8192
// Behind the ring of weights: twelve slabs of rows, two sets of the remaining rows, barriers (full and empty of each), sums of
// squares of the remaining rows by warp, biases of two elements.
#define PLACES (SLOTS * BYTES)
#define SHORT (PLACES + 12 * PLACE)
#define WEIGHTS (SHORT + 2 * 4096)
#define SPENT (WEIGHTS + 8 * SLOTS)
#define ROWS (SPENT + 8 * SLOTS)
#define DONE (ROWS + 96)
#define MORE (DONE + 96)
#define GONE (MORE + 16)
#define SUMS (GONE + 16)
#define SHIFTS (SUMS + 256)

__device__ __forceinline__ unsigned swizzled(int row, int piece, int pitch)
{
    return row * pitch + ((piece ^ (pitch == 128 ? row & 7 : (row >> 1) & 3)) << 4);
}

__device__ __forceinline__ void bring_weights(int thread, const __half* w1, const __half* bias1, const __half* w2,
                                              const __half* bias2, int batch, unsigned base)
{
    unsigned slot = 0;
    unsigned parity = 1;
    unsigned shift = base + SHIFTS;
    for (int b = blockIdx.x; b < batch; b += gridDim.x) {
#pragma unroll 1
        for (int piece = 0; piece < 8; ++piece) {
            const unsigned to = base + slot * BYTES;
            barrier_wait(base + SPENT + 8 * slot, parity);
            if (piece == 0) {
                for (int i = thread; i < (K + D) / 8; i += 64) {
                    copy16(shift + i * 16, i < K / 8 ? bias1 + (long)b * K + i * 8 : bias2 + (long)b * D + (i - K / 8) * 8);
                }
            }
            if (piece < 4) {
                const __half* from = w1 + (long)b * D * K + piece * 64 * K;
#pragma unroll 4
                for (int i = 0; i < BYTES / 1024; ++i) {
                    const int e = thread + 64 * i;
                    const int k = e / (K / 8);
                    const int c = e % (K / 8);
                    copy16(to + (c >> 2) * 4096 + swizzled(k, c & 3, 64), from + e * 8);
                }
            } else {
                const __half* from = w2 + (long)b * D * K + (piece - 4) * 64;
#pragma unroll 4
                for (int i = 0; i < BYTES / 1024; ++i) {
                    const int e = thread + 64 * i;
                    copy16(to + swizzled(e / 8, e % 8, 128), from + e / 8 * D + e % 8 * 8);
                }
            }
            arrive_after_copies(base + WEIGHTS + 8 * slot);
            if (++slot == SLOTS) {
                slot = 0;
                parity ^= 1;
            }
        }
        shift = shift == base + SHIFTS ? base + SHIFTS + (K + D) * 2 : base + SHIFTS;
    }
    asm volatile("cp.async.wait_all;" ::: "memory");
}

// Slabs in the order in which they are wanted: the first of each tile, the second of each, and so on.
__device__ __forceinline__ void bring_rows(int thread, const __half* x, int batch, int n, unsigned base)
{
    const int row = thread / 8;
    const int c = thread % 8;
    unsigned turn = 0;
    for (int b = blockIdx.x; b < batch; b += gridDim.x, ++turn) {
        const __half* from = x + (long)b * n * D;
        const unsigned more = base + SHORT + (turn & 1) * 4096;
        if (n > TEAMS * 64) {
            barrier_wait(base + GONE + 8 * (turn & 1), (turn >> 1 & 1) ^ 1);
#pragma unroll
            for (int i = 0; i < 4; ++i) {
                const int e = thread + 64 * i;
                if (TEAMS * 64 + e / 32 < n) {
                    copy16(more + e % 32 / 8 * 1024 + swizzled(e / 32, e % 8, 128), from + TEAMS * 64 * D + e * 8);
                }
            }
            arrive_after_copies(base + MORE + 8 * (turn & 1));
        }
#pragma unroll 1
        for (int slab = 0; slab < 4; ++slab) {
#pragma unroll 1
            for (int tile = 0; tile < TEAMS; ++tile) {
                const int place = slab * TEAMS + tile;
                barrier_wait(base + DONE + 8 * place, (turn & 1) ^ 1);
#pragma unroll
                for (int i = 0; i < 8; ++i) {
                    const int r = row + i * 8;
                    copy16(base + PLACES + place * PLACE + swizzled(r, c, 128), from + (tile * 64 + r) * D + slab * 64 + c * 8);
                }
                arrive_after_copies(base + ROWS + 8 * place);
            }
        }
    }
    asm volatile("cp.async.wait_all;" ::: "memory");
}

// Two rows' columns of y, of a team's four warps, put together where h lay, scaled and written.
__device__ __forceinline__ void finish(const unsigned (&found)[2][2][2], float squareA, float squareB, int tile, int turn, int rest, __half* y,
                                       unsigned base)
{
    const int lane = threadIdx.x & 31;
    const int c = lane & 3;
    const int g = lane >> 2;
    const int warp = threadIdx.x >> 5 & 3;
    const unsigned room = base + SHORT + (turn & 1) * 4096;
    const unsigned sums = base + SUMS + (turn & 1) * 128;
    squareA = over_eighth(squareA);
    squareB = over_eighth(squareB);
    // All four warps have read h here.
    team_sync(tile);
#pragma unroll
    for (int part = 0; part < 2; ++part) {
#pragma unroll
        for (int i = 0; i < 2; ++i) {
#pragma unroll
            for (int half = 0; half < 2; ++half) {
                const unsigned at = room + (part * 128 + i * 64 + warp * 16 + half * 8 + g) * 2;
                const unsigned pair = found[part][i][half];
                asm volatile("st.shared.b16 [%0], %1;" ::"r"(at + 2 * c * 512), "h"((unsigned short)pair) : "memory");
                asm volatile("st.shared.b16 [%0], %1;" ::"r"(at + 2 * c * 512 + 512), "h"((unsigned short)(pair >> 16)) : "memory");
            }
        }
    }
    if (g == 0) {
        put_float(sums + (warp * 8 + 2 * c) * 4, squareA);
        put_float(sums + (warp * 8 + 2 * c + 1) * 4, squareB);
    }
    team_sync(tile);
#pragma unroll
    for (int i = 0; i < 2; ++i) {
        const int row = warp + 4 * i;
        float square = 0;
#pragma unroll
        for (int j = 0; j < 4; ++j) {
            square += shared_float(sums + (j * 8 + row) * 4);
        }
        const float scale = rsqrtf(square * (1.0f / D) + 1e-6f);
        unsigned v[4];
#pragma unroll
        for (int j = 0; j < 4; ++j) {
            const float2 f = unpacked(shared_word(room + row * 512 + lane * 16 + j * 4));
            v[j] = packed(f.x * scale, f.y * scale);
        }
        if (row < rest) {
            *(uint4*)(y + row * D + lane * 8) = make_uint4(v[0], v[1], v[2], v[3]);
        }
    }
    __syncwarp();
    if (lane == 0) {
        barrier_arrive(base + GONE + 8 * (turn & 1));
    }
}

__device__ __forceinline__ void consume(__half* y, int batch, int n, unsigned base)
{
    const int lane = threadIdx.x & 31;
    const int c = lane & 3;
    const int g = lane >> 2;
    const int warp = __shfl_sync(~0u, threadIdx.x >> 5 & 3, 0);
    const int tile = __shfl_sync(~0u, threadIdx.x >> 7, 0);
    const int rest = n - TEAMS * 64;
    unsigned slot = 0;
    unsigned parity = 0;
    int turn = 0;
    for (int b = blockIdx.x; b < batch; b += gridDim.x, ++turn) {
        const bool more = rest > 0 && turn % TEAMS == tile;
        const unsigned biases = base + SHIFTS + (turn & 1) * ((K + D) * 2);
        const unsigned shifts = biases + c * 4;
        const unsigned room = base + SHORT + (turn & 1) * 4096;
        float scaleA = 0;
        float scaleB = 0;
        float h[K / 8][4];
        float s[3][4];
#pragma unroll
        for (int i = 0; i < 3; ++i) {
#pragma unroll
            for (int j = 0; j < 4; ++j) {
                s[i][j] = 0;
            }
        }
        unsigned before = 0;
#pragma unroll
        for (int slab = 0; slab < 4; ++slab) {
            barrier_wait(base + WEIGHTS + 8 * slot, parity);
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
            const unsigned place = slab * TEAMS + tile;
            barrier_wait(base + ROWS + 8 * place, turn & 1);
            asm volatile("fence.proxy.async.shared::cta;" ::: "memory");
            asm volatile("wgmma.fence.sync.aligned;" ::: "memory");
            const unsigned long left = descriptor<128>(base + PLACES + place * PLACE, 16);
            const unsigned long right = descriptor<64>(base + slot * BYTES, 4096);
#pragma unroll
            for (int k = 0; k < 4; ++k) {
                multiply(h, left + k * 2, right + k * 64);
            }
            asm volatile("wgmma.commit_group.sync.aligned;" ::: "memory");
            if (more) {
                if (slab == 0) {
                    barrier_wait(base + MORE + 8 * (turn & 1), turn >> 1 & 1);
                    asm volatile("fence.proxy.async.shared::cta;" ::: "memory");
                }
                const unsigned long rows = descriptor<128>(room + slab * 1024, 16);
                asm volatile("wgmma.fence.sync.aligned;" ::: "memory");
#pragma unroll
                for (int k = 0; k < 4; ++k) {
#pragma unroll
                    for (int i = 0; i < 3; ++i) {
                        multiply(s[i], right + i * 512 + k * 64, rows + k * 2);
                    }
                }
                asm volatile("wgmma.commit_group.sync.aligned;\nwgmma.wait_group.sync.aligned 0;" ::: "memory");
            }
            if (slab < 3) {
                asm volatile("wgmma.wait_group.sync.aligned 1;" ::: "memory");
            } else {
                asm volatile("wgmma.wait_group.sync.aligned 0;" ::: "memory");
            }
            // What the products of the slab before have read is free.
            if (slab > 0 && lane == 0) {
                barrier_arrive(base + DONE + 8 * (place - TEAMS));
                barrier_arrive(base + SPENT + 8 * before);
            }
            if (slab == 3 && lane == 0) {
                barrier_arrive(base + DONE + 8 * place);
                barrier_arrive(base + SPENT + 8 * slot);
            }
            before = slot;
            if (++slot == SLOTS) {
                slot = 0;
                parity ^= 1;
            }
        }
        if (more) {
            // Columns 2c and 2c + 1 of hT are two rows of h; the sums of their squares are met with later, as a factor of y.
            float squareA = 0;
            float squareB = 0;
            // All four warps have read x here.
            team_sync(tile);
#pragma unroll
            for (int i = 0; i < 3; ++i) {
#pragma unroll
                for (int half = 0; half < 2; ++half) {
                    const int at = i * 64 + warp * 16 + half * 8 + g;
                    if (at < K) {
                        const float shift = shared_half(biases + at * 2);
                        const float p = gelu(s[i][2 * half] + shift);
                        const float q = gelu(s[i][2 * half + 1] + shift);
                        squareA += p * p;
                        squareB += q * q;
                        put_half(room + i * 1024 + swizzled(2 * c, at % 64 / 8, 128) + at % 8 * 2, p);
                        put_half(room + i * 1024 + swizzled(2 * c + 1, at % 64 / 8, 128) + at % 8 * 2, q);
                    }
                }
            }
            squareA = over_eighth(squareA);
            squareB = over_eighth(squareB);
            if (g == 0) {
                put_float(base + SUMS + (turn & 1) * 128 + (warp * 8 + 2 * c) * 4, squareA);
                put_float(base + SUMS + (turn & 1) * 128 + (warp * 8 + 2 * c + 1) * 4, squareB);
            }
            asm volatile("fence.proxy.async.shared::cta;" ::: "memory");
            team_sync(tile);
            squareA = 0;
            squareB = 0;
#pragma unroll
            for (int i = 0; i < 4; ++i) {
                squareA += shared_float(base + SUMS + (turn & 1) * 128 + (i * 8 + 2 * c) * 4);
                squareB += shared_float(base + SUMS + (turn & 1) * 128 + (i * 8 + 2 * c + 1) * 4);
            }
            scaleA = rsqrtf(squareA * (1.0f / K) + 1e-6f);
            scaleB = rsqrtf(squareB * (1.0f / K) + 1e-6f);
        }
        const int row0 = tile * 64 + warp * 16 + g;
        float scale0 = 0;
        float scale1 = 0;
        float other0 = 0;
        float other1 = 0;
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
        scale0 = rsqrtf(over_quad(scale0 + other0) * (1.0f / K) + 1e-6f);
        scale1 = rsqrtf(over_quad(scale1 + other1) * (1.0f / K) + 1e-6f);
        // The accumulators of the first product are the left operand of the second.
        unsigned u[K / 16][4];
#pragma unroll
        for (int i = 0; i < K / 16; ++i) {
            u[i][0] = packed_here(h[2 * i][0], h[2 * i][1]);
            u[i][1] = packed_here(h[2 * i][2], h[2 * i][3]);
            u[i][2] = packed_here(h[2 * i + 1][0], h[2 * i + 1][1]);
            u[i][3] = packed_here(h[2 * i + 1][2], h[2 * i + 1][3]);
        }
        uint2 kept[8][2];
        float square0 = 0;
        float square1 = 0;
        other0 = 0;
        other1 = 0;
        __half* to0 = y + ((long)b * n + row0) * D + c * 8;
        __half* to1 = to0 + 8 * D;
        unsigned found[2][2][2];
        float squareA = 0;
        float squareB = 0;
#pragma unroll
        for (int part = 0; part < 2; ++part) {
            barrier_wait(base + WEIGHTS + 8 * slot, parity);
            barrier_wait(base + WEIGHTS + 8 * slot + 8, parity);
            asm volatile("fence.proxy.async.shared::cta;" ::: "memory");
            const unsigned long right = descriptor<128>(base + slot * BYTES, BYTES);
            if (more) {
                float t[2][4];
#pragma unroll
                for (int i = 0; i < 2; ++i) {
#pragma unroll
                    for (int j = 0; j < 4; ++j) {
                        t[i][j] = 0;
                    }
                }
                const unsigned long rows = descriptor<128>(room, 16);
                asm volatile("wgmma.fence.sync.aligned;" ::: "memory");
#pragma unroll
                for (int k = 0; k < K / 16; ++k) {
#pragma unroll
                    for (int i = 0; i < 2; ++i) {
                        multiply(t[i], right + i * (BYTES / 16) + k * 128, rows + k / 4 * 64 + k % 4 * 2);
                    }
                }
                asm volatile("wgmma.commit_group.sync.aligned;\nwgmma.wait_group.sync.aligned 0;" ::: "memory");
#pragma unroll
                for (int i = 0; i < 2; ++i) {
#pragma unroll
                    for (int half = 0; half < 2; ++half) {
                        const float shift = shared_half(biases + (K + part * 128 + i * 64 + warp * 16 + half * 8 + g) * 2);
                        const float p = t[i][2 * half] * scaleA + shift;
                        const float q = t[i][2 * half + 1] * scaleB + shift;
                        squareA += p * p;
                        squareB += q * q;
                        found[part][i][half] = packed_here(p, q);
                    }
                }
            }
            if (more && part == 1) {
                finish(found, squareA, squareB, tile, turn, rest, y + ((long)b * n + TEAMS * 64) * D, base);
            }
            float v[16][4];
            asm volatile("wgmma.fence.sync.aligned;" ::: "memory");
            multiply<0>(v, u[0], right);
#pragma unroll
            for (int i = 1; i < K / 16; ++i) {
                multiply<1>(v, u[i], right + i * 128);
            }
            asm volatile("wgmma.commit_group.sync.aligned;\nwgmma.wait_group.sync.aligned 0;" ::: "memory");
            if (lane == 0) {
                barrier_arrive(base + SPENT + 8 * slot);
                barrier_arrive(base + SPENT + 8 * slot + 8);
            }
            slot += 2;
            if (slot == SLOTS) {
                slot = 0;
                parity ^= 1;
            }
#pragma unroll
            for (int i = 0; i < 16; ++i) {
                const float2 shift = unpacked(shared_word(shifts + K * 2 + (part * 16 + i) * 16));
                v[i][0] = fmaf(v[i][0], scale0, shift.x);
                v[i][1] = fmaf(v[i][1], scale0, shift.y);
                v[i][2] = fmaf(v[i][2], scale1, shift.x);
                v[i][3] = fmaf(v[i][3], scale1, shift.y);
                square0 += v[i][0] * v[i][0];
                other0 += v[i][1] * v[i][1];
                square1 += v[i][2] * v[i][2];
                other1 += v[i][3] * v[i][3];
            }
            if (part == 0) {
#pragma unroll
                for (int i = 0; i < 8; ++i) {
                    kept[i][0] = exchanged(packed(v[2 * i][0], v[2 * i][1]), packed(v[2 * i + 1][0], v[2 * i + 1][1]));
                    kept[i][1] = exchanged(packed(v[2 * i][2], v[2 * i][3]), packed(v[2 * i + 1][2], v[2 * i + 1][3]));
                }
            } else {
                const float out0 = rsqrtf(over_quad(square0 + other0) * (1.0f / D) + 1e-6f);
                const float out1 = rsqrtf(over_quad(square1 + other1) * (1.0f / D) + 1e-6f);
                const auto scaled = [](uint2 pair, float by) {
                    const float2 f = unpacked(pair.x);
                    const float2 e = unpacked(pair.y);
                    return make_uint2(packed(f.x * by, f.y * by), packed(e.x * by, e.y * by));
                };
#pragma unroll
                for (int i = 0; i < 8; i += 2) {
                    *(uint4*)(to0 + i * 16) = gathered(scaled(kept[i][0], out0), scaled(kept[i + 1][0], out0));
                    *(uint4*)(to1 + i * 16) = gathered(scaled(kept[i][1], out1), scaled(kept[i + 1][1], out1));
                }
#pragma unroll
                for (int i = 0; i < 16; i += 4) {
                    uint2 above[2];
                    uint2 below[2];
#pragma unroll
                    for (int j = 0; j < 2; ++j) {
                        const float(&p)[4] = v[i + 2 * j];
                        const float(&q)[4] = v[i + 2 * j + 1];
                        above[j] = exchanged(packed(p[0] * out0, p[1] * out0), packed(q[0] * out0, q[1] * out0));
                        below[j] = exchanged(packed(p[2] * out1, p[3] * out1), packed(q[2] * out1, q[3] * out1));
                    }
                    *(uint4*)(to0 + 128 + i * 8) = gathered(above[0], above[1]);
                    *(uint4*)(to1 + 128 + i * 8) = gathered(below[0], below[1]);
                }
            }
        }
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
                                   __half* y, long n, long d, long k, float* memory)
{
    float* share = memory;
    float* h = memory + 32;
    float* v = h + k;
    for (long i = 0; i < n; ++i) {
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

extern "C" __global__ void __launch_bounds__(512, 1)
    pffn_fp16(const __half* x, const __half* w1, const __half* bias1, const __half* w2, const __half* bias2, __half* y, long batch, long n, long d, long k)
{
    extern __shared__ __align__(1024) unsigned char memory[];
    const unsigned base = shared_address(memory);
    if (d != D || k != K || n < 64 * TEAMS || n > 64 * TEAMS + 8) {
        for (long b = blockIdx.x; b < batch; b += gridDim.x) {
            plain(x + b * n * d, w1 + b * d * k, bias1 + b * k, w2 + b * d * k, bias2 + b * d, y + b * n * d, n, d, k, (float*)memory);
        }
        return;
    }
    if (threadIdx.x == 0) {
        for (int i = 0; i < SLOTS; ++i) {
            barrier_init(base + WEIGHTS + 8 * i, 64);
            barrier_init(base + SPENT + 8 * i, 4 * TEAMS);
        }
        for (int i = 0; i < 12; ++i) {
            barrier_init(base + ROWS + 8 * i, 64);
            barrier_init(base + DONE + 8 * i, 4);
        }
        for (int i = 0; i < 2; ++i) {
            barrier_init(base + MORE + 8 * i, 64);
            barrier_init(base + GONE + 8 * i, 4);
        }
        asm volatile("fence.mbarrier_init.release.cluster;" ::: "memory");
    }
    __syncthreads();
    if (threadIdx.x >= TEAMS * 128) {
        asm volatile("setmaxnreg.dec.sync.aligned.u32 56;");
        const int thread = threadIdx.x & 63;
        if (threadIdx.x & 64) {
            bring_rows(thread, x, (int)batch, (int)n, base);
        } else {
            bring_weights(thread, w1, bias1, w2, bias2, (int)batch, base);
        }
    } else {
        asm volatile("setmaxnreg.inc.sync.aligned.u32 152;");
        consume(y, (int)batch, (int)n, base);
    }
}
