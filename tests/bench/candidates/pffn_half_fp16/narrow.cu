// 96 x 192, from 129 rows on: as rings.cu, but every line of x and w is read whole and at once, a copy is one instruction, and the
// second half of the product's columns is multiplied while GELU of the first is taken.
// Measured on an H200 (1024 x 150 x 96 x 192): .0441 ms, floor .0298, rings.cu .0497. Other shapes a row at a time.
// launch: pffn_half_fp16 global(GROUPS * 512) local(512) args(x, w, bias, y, batch, n, d, k, local int[58112])
#define GROUPS 132
#define TEAMS 3
#define PLACES 9
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

// Keeps arithmetic on sums from being moved across a wait for the product.
__device__ __forceinline__ void held(float (&d)[12][4])
{
#pragma unroll
    for (int i = 0; i < 12; ++i) {
#pragma unroll
        for (int j = 0; j < 4; ++j) {
            asm volatile("" : "+f"(d[i][j])::"memory");
        }
    }
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

#define D 96
#define K 192
#define SLOTS 3
#define BYTES (D * K * 2)
#define PLACE (64 * D * 2)
// Behind the ring of weights: that of rows, barriers (full and empty of each) and biases.
#define ROOM (SLOTS * BYTES)
#define WEIGHTS (ROOM + PLACES * PLACE)
#define SPENT (WEIGHTS + 8 * SLOTS)
#define ROWS (SPENT + 8 * SLOTS)
#define DONE (ROWS + 8 * PLACES)
#define SHIFTS ((DONE + 8 * PLACES + 15) / 16 * 16)

__device__ __forceinline__ unsigned swizzled(int row, int piece) { return row * 64 + ((piece ^ (row >> 1 & 3)) << 4); }

// Lines of w have 24 pieces: after three copies of 64 threads the pattern comes again eight lines below.
__device__ __forceinline__ void bring_weights(int thread, const __half* w, const __half* bias, int batch, unsigned base)
{
    unsigned first[3];
#pragma unroll
    for (int i = 0; i < 3; ++i) {
        const int e = thread + 64 * i;
        first[i] = e % 24 / 4 * (D * 64) + swizzled(e / 24, e % 4);
    }
    unsigned slot = 0;
    unsigned parity = 1;
    for (int b = blockIdx.x; b < batch; b += gridDim.x) {
        barrier_wait(base + SPENT + 8 * slot, parity);
        if (thread < K / 8) {
            copy16(base + SHIFTS + slot * (K * 2) + thread * 16, bias + (long)b * K + thread * 8);
        }
        const __half* from = w + (long)b * D * K + thread * 8;
#pragma unroll
        for (int i = 0; i < BYTES / 1024; ++i) {
            copy16(base + slot * BYTES + first[i % 3] + i / 3 * 512, from + i * 512);
        }
        arrive_after_copies(base + WEIGHTS + 8 * slot);
        if (++slot == SLOTS) {
            slot = 0;
            parity ^= 1;
        }
    }
    asm volatile("cp.async.wait_all;" ::: "memory");
}

// Where the rows of the short last tile begin: with each batch element elsewhere, so that no quarter of the multiprocessor has
// its rows always.
__device__ __forceinline__ int flipped(int rest, int turn) { return rest <= 16 ? (turn & 3) * 16 : rest <= 32 ? (turn & 1) * 32 : 0; }

// Rows beyond the last are not brought: what a product makes of what lies there concerns no row that is written.
__device__ __forceinline__ void bring_rows(int thread, const __half* x, int batch, int n, int tiles, unsigned base)
{
    unsigned offsets[3];
#pragma unroll
    for (int i = 0; i < 3; ++i) {
        const int e = thread + 64 * i;
        offsets[i] = e % 12 / 4 * 4096 + swizzled(e / 12, e % 4);
    }
    const int rest = n - (tiles - 1) * 64;
    unsigned place = 0;
    unsigned parity = 1;
    int turn = 0;
    for (int b = blockIdx.x; b < batch; b += gridDim.x, ++turn) {
        const __half* rows = x + (long)b * n * D + thread * 8;
        for (int tile = 0; tile < tiles; ++tile) {
            barrier_wait(base + DONE + 8 * place, parity);
            // The last tile, which may be short, comes first.
            const unsigned to = base + ROOM + place * PLACE;
            if (tile == 0) {
                const __half* from = rows + (tiles - 1) * 64 * D;
                const unsigned flip = flipped(rest, turn) * 64;
#pragma unroll
                for (int i = 0; i < 12; ++i) {
                    if (thread + 64 * i < rest * 12) {
                        copy16(to + (offsets[i % 3] + i / 3 * 1024 ^ flip), from + i * 512);
                    }
                }
            } else {
                const __half* from = rows + (tile - 1) * 64 * D;
#pragma unroll
                for (int i = 0; i < 12; ++i) {
                    copy16(to + offsets[i % 3] + i / 3 * 1024, from + i * 512);
                }
            }
            arrive_after_copies(base + ROWS + 8 * place);
            if (++place == PLACES) {
                place = 0;
                parity ^= 1;
            }
        }
    }
    asm volatile("cp.async.wait_all;" ::: "memory");
}

__device__ __forceinline__ void consume(__half* y, int batch, int n, int tiles, unsigned base)
{
    const int lane = threadIdx.x & 31;
    const int c = lane & 3;
    // The same in all lanes, as the compiler can see: else it would wait after every product.
    const int within = __shfl_sync(~0u, threadIdx.x >> 5 & 3, 0) * 16;
    int turn = 0;
    for (int own = __shfl_sync(~0u, threadIdx.x >> 7, 0);; own += TEAMS) {
        while (own >= tiles) {
            own -= tiles;
            ++turn;
        }
        // Of as many tiles as teams, the short one falls to each team in turn.
        const int tile = tiles == TEAMS ? (own + turn) % TEAMS : own;
        const unsigned sequence = turn * tiles + tile;
        const int b = blockIdx.x + turn * gridDim.x;
        if (b >= batch) {
            return;
        }
        const unsigned shifts = base + SHIFTS + turn % SLOTS * (K * 2) + c * 4;
        const unsigned place = sequence % PLACES;
        const unsigned slot = turn % SLOTS;
        const unsigned parity = turn / SLOTS & 1;
        float h[2][K / 16][4];
        barrier_wait(base + WEIGHTS + 8 * slot, parity);
#pragma unroll
        for (int i = 0; i < K / 8; ++i) {
            const float2 start = unpacked(shared_word(shifts + i * 16));
            float(&at)[4] = h[i / 12][i % 12];
            at[0] = start.x;
            at[1] = start.y;
            at[2] = start.x;
            at[3] = start.y;
        }
        barrier_wait(base + ROWS + 8 * place, sequence / PLACES & 1);
        asm volatile("fence.proxy.async.shared::cta;" ::: "memory");
        asm volatile("wgmma.fence.sync.aligned;" ::: "memory");
        const unsigned long left = descriptor<64>(base + ROOM + place * PLACE, 16);
        const unsigned long right = descriptor<64>(base + slot * BYTES, D * 64);
#pragma unroll
        for (int half = 0; half < 2; ++half) {
            asm volatile("wgmma.fence.sync.aligned;" ::: "memory");
#pragma unroll
            for (int k = 0; k < D / 16; ++k) {
                multiply(h[half], left + k / 2 * 256 + k % 2 * 2, right + half * (3 * D * 4) + k * 64);
            }
            asm volatile("wgmma.commit_group.sync.aligned;" ::: "memory");
        }
        const int begin = tile ? (tile - 1) * 64 + within : (tiles - 1) * 64 + (within ^ flipped(n - (tiles - 1) * 64, turn));
        const int row0 = begin + (lane >> 2);
        const int row1 = row0 + 8;
        const bool busy = begin < n;
        float scale0 = 0;
        float scale1 = 0;
        float other0 = 0;
        float other1 = 0;
        // The second half of the product runs while GELU of the first is taken.
#pragma unroll
        for (int half = 0; half < 2; ++half) {
            if (half == 0) {
                asm volatile("wgmma.wait_group.sync.aligned 1;" ::: "memory");
            } else {
                asm volatile("wgmma.wait_group.sync.aligned 0;" ::: "memory");
            }
            held(h[half]);
            if (half == 1 && lane == 0) {
                barrier_arrive(base + DONE + 8 * place);
                barrier_arrive(base + SPENT + 8 * slot);
            }
            if (busy) {
#pragma unroll
                for (int i = 0; i < K / 16; ++i) {
                    float(&at)[4] = h[half][i];
#pragma unroll
                    for (int j = 0; j < 4; ++j) {
                        at[j] = gelu(at[j]);
                    }
                    scale0 += at[0] * at[0];
                    other0 += at[1] * at[1];
                    scale1 += at[2] * at[2];
                    other1 += at[3] * at[3];
                }
            }
        }
        if (busy) {
            scale0 = rsqrtf(over_quad(scale0 + other0) * (1.0f / K) + 1e-6f);
            scale1 = rsqrtf(over_quad(scale1 + other1) * (1.0f / K) + 1e-6f);
            __half* to0 = y + ((long)b * n + row0) * K + c * 8;
            __half* to1 = to0 + 8 * K;
#pragma unroll
            for (int i = 0; i < K / 8; i += 4) {
                unsigned above[4];
                unsigned below[4];
#pragma unroll
                for (int j = 0; j < 4; ++j) {
                    const float(&at)[4] = h[(i + j) / 12][(i + j) % 12];
                    above[j] = packed(at[0] * scale0, at[1] * scale0);
                    below[j] = packed(at[2] * scale1, at[3] * scale1);
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
    if (d != D || k != K || n <= 128) {
        for (long b = blockIdx.x; b < batch; b += gridDim.x) {
            plain(x + b * n * d, w + b * d * k, bias + b * k, y + b * n * k, n, d, k, (float*)memory);
        }
        return;
    }
    const int tiles = (int)((n + 63) / 64);
    if (threadIdx.x == 0) {
        for (int i = 0; i < SLOTS; ++i) {
            barrier_init(base + WEIGHTS + 8 * i, 64);
            barrier_init(base + SPENT + 8 * i, 4 * tiles);
        }
        for (int i = 0; i < PLACES; ++i) {
            barrier_init(base + ROWS + 8 * i, 64);
            barrier_init(base + DONE + 8 * i, 4);
        }
        asm volatile("fence.mbarrier_init.release.cluster;" ::: "memory");
    }
    __syncthreads();
    if (threadIdx.x >= TEAMS * 128) {
        asm volatile("setmaxnreg.dec.sync.aligned.u32 56;");
        const int thread = threadIdx.x & 63;
        if (threadIdx.x & 64) {
            bring_rows(thread, x, (int)batch, (int)n, tiles, base);
        } else {
            bring_weights(thread, w, bias, (int)batch, base);
        }
    } else {
        asm volatile("setmaxnreg.inc.sync.aligned.u32 152;");
        consume(y, (int)batch, (int)n, tiles, base);
    }
}
