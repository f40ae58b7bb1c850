// One launch. Reads x and dy once: rows come by bulk copies into a ring in shared memory, the first ones before anything else is done,
// 96 KiB of them on their way to a multiprocessor at any time; one, two, four or eight warps take a row into registers
// and free its place at once, write dx, and sum their columns' share of dw over all rows that they meet. Then the blocks wait for
// one another, and each adds up 32 columns of all shares. What counts the blocks is never set back, so scratch may hold
// anything; a block that waits in vain, because not all of them fit on the device, leaves, and the last one does its work.
// Against registers.cu: one launch instead of two, half as many shares, loads that wait for nobody.
// scratch: partial float[GROUPS * ceil(cols, 2048) * 2048]
// launch: backward global(GROUPS * 544) local(544) args(x, w, dy, dx, dw, partial, rows, cols, local int[28868])
#define GROUPS 132
#define WG 512
#define RING 98304
#define PLACES 48
#define E 8
#define V 4
#include <cuda_fp16.h>

__device__ __forceinline__ unsigned shared_address(const void* p) { return (unsigned)__cvta_generic_to_shared(p); }

__device__ __forceinline__ void barrier_init(unsigned bar, unsigned count)
{
    asm volatile("mbarrier.init.shared::cta.b64 [%0], %1;" ::"r"(bar), "r"(count) : "memory");
}

__device__ __forceinline__ void barrier_expect(unsigned bar, unsigned bytes)
{
    asm volatile("mbarrier.arrive.expect_tx.shared::cta.b64 _, [%0], %1;" ::"r"(bar), "r"(bytes) : "memory");
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

__device__ __forceinline__ void bulk_load(unsigned to, const void* from, unsigned bytes, unsigned bar)
{
    asm volatile("cp.async.bulk.shared::cluster.global.mbarrier::complete_tx::bytes [%0], [%1], %2, [%3];"
                 ::"r"(to), "l"(from), "r"(bytes), "r"(bar) : "memory");
}

__device__ __forceinline__ void widen(uint4 v, float (&f)[E])
{
    const __half2* h = (const __half2*)&v;
#pragma unroll
    for (int i = 0; i < 4; ++i) {
        const float2 pair = __half22float2(h[i]);
        f[2 * i] = pair.x;
        f[2 * i + 1] = pair.y;
    }
}

__device__ __forceinline__ uint4 narrowed(const float (&f)[E])
{
    uint4 v;
    __half2* h = (__half2*)&v;
#pragma unroll
    for (int i = 0; i < 4; ++i) {
        h[i] = __floats2half2_rn(f[2 * i], f[2 * i + 1]);
    }
    return v;
}

__device__ __forceinline__ float wide(__half v) { return __half2float(v); }
__device__ __forceinline__ __half narrow(float v) { return __float2half(v); }

// How many sums of a share are written, and whose column each is: rows held in registers keep their order.
__device__ __forceinline__ bool in_registers(long cols) { return cols % E == 0 && cols <= 8192; }
__device__ __forceinline__ int shared_width(long cols)
{
    return (int)(in_registers(cols) ? (cols + 32 * V * E - 1) / (32 * V * E) * (32 * V * E) : (cols + 31) / 32 * 32);
}
__device__ __forceinline__ int column_of(int at, bool permuted)
{
    return permuted ? at / (32 * E) * (32 * E) + at % 32 * E + at / 32 % E : at;
}

// Shared memory: the ring, w, a barrier for each place that is full and one for each that is empty.
template <int G>
__device__ __forceinline__ void whole(const __half* x, const __half* w, const __half* dy, __half* dx, float* partial, long rows, int cols,
                                      unsigned char* memory)
{
    __shared__ float share[2][WG / 32][2];
    constexpr int kTeams = WG / 32 / G;
    const int warp = threadIdx.x >> 5;
    const int lane = threadIdx.x & 31;
    const unsigned bytes = cols * 2;
    // A place belongs to one team for good: nobody can be two rounds ahead, where a barrier's parity would deceive it.
    const int places = min(PLACES, (int)(RING / (2 * bytes))) / kTeams * kTeams;
    const unsigned ring = shared_address(memory);
    const unsigned full = ring + RING + 16384;
    const unsigned empty = full + 8 * PLACES;
    const unsigned gains_full = empty + 8 * PLACES;
    const int count = (int)((rows - blockIdx.x + gridDim.x - 1) / gridDim.x);
    const auto fetch = [&](int n, int place) {
        const long row = blockIdx.x + (long)n * gridDim.x;
        const unsigned to = ring + place * 2 * bytes;
        barrier_expect(full + 8 * place, 2 * bytes);
        bulk_load(to, x + row * cols, bytes, full + 8 * place);
        bulk_load(to + bytes, dy + row * cols, bytes, full + 8 * place);
    };
    // Rows are on their way before anybody else has begun.
    if (threadIdx.x == WG) {
        for (int i = 0; i < places; ++i) {
            barrier_init(full + 8 * i, 1);
            barrier_init(empty + 8 * i, G);
        }
        barrier_init(gains_full, 1);
        asm volatile("fence.mbarrier_init.release.cluster;" ::: "memory");
        asm volatile("fence.proxy.async.shared::cta;" ::: "memory");
        barrier_expect(gains_full, bytes);
        bulk_load(ring + RING, w, bytes, gains_full);
        for (int n = 0; n < min(places, count); ++n) {
            fetch(n, n);
        }
    }
    __syncthreads();
    float dw[V][E];
#pragma unroll
    for (int i = 0; i < V; ++i) {
#pragma unroll
        for (int e = 0; e < E; ++e) {
            dw[i][e] = 0;
        }
    }
    const int team = warp / G;
    const int first = (warp % G) * (32 * V) + lane;
    if (warp == WG / 32) {
        if (lane == 0) {
            int place = 0;
            unsigned parity = 0;
            for (int n = places; n < count; ++n) {
                barrier_wait(empty + 8 * place, parity);
                fetch(n, place);
                if (++place == places) {
                    place = 0;
                    parity ^= 1;
                }
            }
        }
    } else {
        const float inverse = 1.0f / (float)cols;
        const uint4* gains = (const uint4*)(memory + RING);
        int place = team;
        unsigned parity = 0;
        int turn = 0;
        barrier_wait(gains_full, 0);
        for (int n = team; n < count; n += kTeams, turn ^= 1) {
            uint4 a[V];
            uint4 b[V];
            const uint4* from = (const uint4*)(memory + place * 2 * bytes);
            barrier_wait(full + 8 * place, parity);
#pragma unroll
            for (int i = 0; i < V; ++i) {
                const int at = first + 32 * i;
                a[i] = at * E < cols ? from[at] : make_uint4(0, 0, 0, 0);
                b[i] = at * E < cols ? from[cols / E + at] : make_uint4(0, 0, 0, 0);
            }
            __syncwarp();
            if (lane == 0) {
                barrier_arrive(empty + 8 * place);
            }
            place += kTeams;
            if (place >= places) {
                place -= places;
                parity ^= 1;
            }
            float squares = 0;
            float dot = 0;
#pragma unroll
            for (int i = 0; i < V; ++i) {
                const int at = first + 32 * i;
                float xf[E];
                float df[E];
                float wf[E];
                widen(a[i], xf);
                widen(b[i], df);
                widen(at * E < cols ? gains[at] : make_uint4(0, 0, 0, 0), wf);
#pragma unroll
                for (int e = 0; e < E; ++e) {
                    squares = fmaf(xf[e], xf[e], squares);
                    dot = fmaf(xf[e] * df[e], wf[e], dot);
                }
            }
#pragma unroll
            for (int i = 16; i; i >>= 1) {
                squares += __shfl_xor_sync(~0u, squares, i);
                dot += __shfl_xor_sync(~0u, dot, i);
            }
            if (G > 1) {
                if (lane == 0) {
                    share[turn][warp][0] = squares;
                    share[turn][warp][1] = dot;
                }
                asm volatile("bar.sync %0, %1;" ::"r"(team + 1), "n"(G * 32) : "memory");
                squares = dot = 0;
#pragma unroll
                for (int i = 0; i < G; ++i) {
                    squares += share[turn][team * G + i][0];
                    dot += share[turn][team * G + i][1];
                }
            }
            const float r = 1.0f / sqrtf(squares * inverse + 1e-6f);
            const float pull = r * r * r * inverse * dot;
            uint4* out = (uint4*)(dx + (blockIdx.x + (long)n * gridDim.x) * cols);
#pragma unroll
            for (int i = 0; i < V; ++i) {
                const int at = first + 32 * i;
                if (at * E < cols) {
                    float xf[E];
                    float df[E];
                    float wf[E];
                    widen(a[i], xf);
                    widen(b[i], df);
                    widen(gains[at], wf);
#pragma unroll
                    for (int e = 0; e < E; ++e) {
                        df[e] *= r;
                        dw[i][e] = fmaf(df[e], xf[e], dw[i][e]);
                        df[e] = fmaf(df[e], wf[e], -pull * xf[e]);
                    }
                    out[at] = narrowed(df);
                }
            }
        }
    }
    // The teams of the block add up where the ring was. Shares keep the order of the registers.
    __syncthreads();
    float* sums = (float*)memory;
    if (warp < WG / 32) {
#pragma unroll
        for (int i = 0; i < V; ++i) {
#pragma unroll
            for (int e = 0; e < E; ++e) {
                sums[warp * (32 * V * E) + (i * E + e) * 32 + lane] = dw[i][e];
            }
        }
    }
    __syncthreads();
    const int width = shared_width(cols);
    for (int i = threadIdx.x * 4; i < width; i += blockDim.x * 4) {
        float4 sum = *(const float4*)(sums + i);
#pragma unroll
        for (int t = 1; t < kTeams; ++t) {
            const float4 more = *(const float4*)(sums + t * (G * 32 * V * E) + i);
            sum.x += more.x;
            sum.y += more.y;
            sum.z += more.z;
            sum.w += more.w;
        }
        *(float4*)(partial + (long)blockIdx.x * width + i) = sum;
    }
}

__device__ __noinline__ void any(const __half* x, const __half* w, const __half* dy, __half* dx, float* partial, long rows, long cols)
{
    __shared__ float share[17][2];
    const int width = shared_width(cols);
    float* own = partial + (long)blockIdx.x * width;
    for (long c = threadIdx.x; c < width; c += blockDim.x) {
        own[c] = 0;
    }
    for (long row = blockIdx.x; row < rows; row += gridDim.x) {
        float squares = 0;
        float dot = 0;
        for (long c = threadIdx.x; c < cols; c += blockDim.x) {
            const float v = wide(x[row * cols + c]);
            squares += v * v;
            dot += wide(w[c]) * wide(dy[row * cols + c]) * v;
        }
        for (int i = 16; i; i >>= 1) {
            squares += __shfl_xor_sync(~0u, squares, i);
            dot += __shfl_xor_sync(~0u, dot, i);
        }
        __syncthreads();
        if ((threadIdx.x & 31) == 0) {
            share[threadIdx.x >> 5][0] = squares;
            share[threadIdx.x >> 5][1] = dot;
        }
        __syncthreads();
        squares = dot = 0;
        for (int i = 0; i < 17; ++i) {
            squares += share[i][0];
            dot += share[i][1];
        }
        const float r = 1.0f / sqrtf(squares / (float)cols + 1e-6f);
        const float pull = r * r * r / (float)cols * dot;
        for (long c = threadIdx.x; c < cols; c += blockDim.x) {
            const float v = wide(x[row * cols + c]);
            const float scaled = wide(dy[row * cols + c]) * r;
            own[c] += scaled * v;
            dx[row * cols + c] = narrow(scaled * wide(w[c]) - pull * v);
        }
    }
}

static_assert(GROUPS <= 2 * 17 * 4, "a warp takes eight shares");

// Adds up 32 columns of all shares, eight shares a warp.
__device__ __forceinline__ void total(const float* partial, __half* dw, long cols, int slice, float (*share)[32])
{
    const int width = shared_width(cols);
    const int warp = threadIdx.x >> 5;
    const int lane = threadIdx.x & 31;
    const float* from = partial + slice * 32 + lane % 8 * 4;
    float4 v[2];
#pragma unroll
    for (int i = 0; i < 2; ++i) {
        const int group = (i * 17 + warp) * 4 + lane / 8;
        v[i] = group < GROUPS ? __ldcg((const float4*)(from + (long)group * width)) : make_float4(0, 0, 0, 0);
    }
    float4 sum = make_float4(v[0].x + v[1].x, v[0].y + v[1].y, v[0].z + v[1].z, v[0].w + v[1].w);
#pragma unroll
    for (int i = 8; i <= 16; i <<= 1) {
        sum.x += __shfl_xor_sync(~0u, sum.x, i);
        sum.y += __shfl_xor_sync(~0u, sum.y, i);
        sum.z += __shfl_xor_sync(~0u, sum.z, i);
        sum.w += __shfl_xor_sync(~0u, sum.w, i);
    }
    if (lane < 8) {
        *(float4*)&share[warp][lane * 4] = sum;
    }
    __syncthreads();
    if (warp == 0) {
        float all = 0;
#pragma unroll
        for (int i = 0; i < 17; ++i) {
            all += share[i][lane];
        }
        const int column = column_of(slice * 32 + lane, in_registers(cols));
        if (column < cols) {
            dw[column] = narrow(all);
        }
    }
    __syncthreads();
}

// Blocks that have come to the end, over all calls; the last call that a block left without waiting to its end.
__device__ unsigned long long arrived;
__device__ unsigned long long abandoned;
#define PATIENCE 200000 // cycles

// Waits for all blocks: 1 if they have come, 0 if some do not come while this one waits (fewer multiprocessors than
// blocks); then the last one finds so and does the work of all: 2.
__device__ int meet()
{
    __threadfence();
    const unsigned long long ticket = atomicAdd(&arrived, 1ull);
    const unsigned long long round = ticket / GROUPS + 1;
    if (ticket + 1 == round * GROUPS) {
        __threadfence();
        return *(volatile unsigned long long*)&abandoned == round ? 2 : 1;
    }
    const long long start = clock64();
    while (*(volatile unsigned long long*)&arrived < round * GROUPS) {
        if (clock64() - start > PATIENCE) {
            *(volatile unsigned long long*)&abandoned = round;
            __threadfence();
            if (*(volatile unsigned long long*)&arrived < round * GROUPS) {
                return 0;
            }
        }
    }
    __threadfence();
    return 1;
}

extern "C" __global__ void __launch_bounds__(544, 1)
    backward(const __half* x, const __half* w, const __half* dy, __half* dx, __half* dw, float* partial, long rows, long cols)
{
    extern __shared__ __align__(128) unsigned char memory[];
    const long warps = (cols + 32 * V * E - 1) / (32 * V * E);
    if (!in_registers(cols)) {
        any(x, w, dy, dx, partial, rows, cols);
    } else if (warps <= 1) {
        whole<1>(x, w, dy, dx, partial, rows, (int)cols, memory);
    } else if (warps <= 2) {
        whole<2>(x, w, dy, dx, partial, rows, (int)cols, memory);
    } else if (warps <= 4) {
        whole<4>(x, w, dy, dx, partial, rows, (int)cols, memory);
    } else if (warps <= 8) {
        whole<8>(x, w, dy, dx, partial, rows, (int)cols, memory);
    }
    __shared__ int role;
    __shared__ __align__(16) float share[17][32];
    __syncthreads();
    if (threadIdx.x == 0) {
        role = meet();
    }
    __syncthreads();
    if (role > 0) {
        for (int slice = role == 2 ? 0 : blockIdx.x; slice < shared_width(cols) / 32; slice += role == 2 ? 1 : GROUPS) {
            total(partial, dw, cols, slice, share);
        }
    }
}
