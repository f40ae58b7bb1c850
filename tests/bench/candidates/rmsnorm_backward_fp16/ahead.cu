// Two launches. The first reads x and dy once: one, two, four or eight warps hold a row in registers, write dx, and sum their
// columns' share of dw over all rows that they meet; the second adds the shares of all blocks of threads.
// scratch: partial float[GROUPS * cols]
// launch: backward global(GROUPS * WG) local(WG) args(x, w, dy, dx, partial, rows, cols)
// launch: gain global(ceil(cols, 32) * 1024) local(1024) args(partial, dw, cols)
#define GROUPS 132 // tune: 132 264
#define WG 512 // tune: 256 512
#define E 8
#define V 4
#include <cuda_fp16.h>

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

template <int G>
__device__ __forceinline__ void whole(const __half* x, const __half* w, const __half* dy, __half* dx, float* partial, long rows, int cols,
                                      float* sums)
{
    __shared__ float share[2][WG / 32][2];
    constexpr int kTeams = WG / 32 / G;
    const int warp = threadIdx.x >> 5;
    const int lane = threadIdx.x & 31;
    const int team = warp / G;
    const int first = (warp % G) * (32 * V) + lane;
    const float inverse = 1.0f / (float)cols;
    float dw[V][E];
#pragma unroll
    for (int i = 0; i < V; ++i) {
#pragma unroll
        for (int e = 0; e < E; ++e) {
            dw[i][e] = 0;
        }
    }
    uint4 a[V];
    uint4 b[V];
    uint4 next_a[V];
    uint4 next_b[V];
    const auto load = [&](long row) {
        const uint4* xs = (const uint4*)(x + row * cols);
        const uint4* dys = (const uint4*)(dy + row * cols);
#pragma unroll
        for (int i = 0; i < V; ++i) {
            const int at = first + 32 * i;
            next_a[i] = at * E < cols ? __ldcs(xs + at) : make_uint4(0, 0, 0, 0);
            next_b[i] = at * E < cols ? __ldcs(dys + at) : make_uint4(0, 0, 0, 0);
        }
    };
    int turn = 0;
    const long step = (long)gridDim.x * kTeams;
    long row = (long)blockIdx.x * kTeams + team;
    if (row < rows) {
        load(row);
    }
    for (; row < rows; row += step, turn ^= 1) {
#pragma unroll
        for (int i = 0; i < V; ++i) {
            a[i] = next_a[i];
            b[i] = next_b[i];
        }
        if (row + step < rows) {
            load(row + step);
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
            widen(at * E < cols ? __ldg((const uint4*)w + at) : make_uint4(0, 0, 0, 0), wf);
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
        uint4* out = (uint4*)(dx + row * cols);
#pragma unroll
        for (int i = 0; i < V; ++i) {
            const int at = first + 32 * i;
            if (at * E < cols) {
                float xf[E];
                float df[E];
                float wf[E];
                widen(a[i], xf);
                widen(b[i], df);
                widen(__ldg((const uint4*)w + at), wf);
#pragma unroll
                for (int e = 0; e < E; ++e) {
                    df[e] *= r;
                    dw[i][e] = fmaf(df[e], xf[e], dw[i][e]);
                    df[e] = fmaf(df[e], wf[e], -pull * xf[e]);
                }
                __stcs(out + at, narrowed(df));
            }
        }
    }
    // The teams of the block of threads add up through shared memory, a team after the other, neighbours side by side.
    for (int i = threadIdx.x; i < G * 32 * V * E; i += WG) {
        sums[i] = 0;
    }
    float* own = sums + (warp % G) * (32 * V * E) + lane;
    for (int t = 0; t < kTeams; ++t) {
        __syncthreads();
        if (t == team) {
#pragma unroll
            for (int i = 0; i < V; ++i) {
#pragma unroll
                for (int e = 0; e < E; ++e) {
                    own[(i * E + e) * 32] += dw[i][e];
                }
            }
        }
    }
    __syncthreads();
    for (int i = threadIdx.x; i < cols; i += WG) {
        partial[(long)blockIdx.x * cols + i] = sums[(i / (32 * E) * E + i % E) * 32 + i / E % 32];
    }
}

__device__ __noinline__ void any(const __half* x, const __half* w, const __half* dy, __half* dx, float* partial, long rows, long cols)
{
    __shared__ float share[WG / 32][2];
    float* own = partial + blockIdx.x * cols;
    for (long c = threadIdx.x; c < cols; c += WG) {
        own[c] = 0;
    }
    for (long row = blockIdx.x; row < rows; row += gridDim.x) {
        float squares = 0;
        float dot = 0;
        for (long c = threadIdx.x; c < cols; c += WG) {
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
        for (int i = 0; i < WG / 32; ++i) {
            squares += share[i][0];
            dot += share[i][1];
        }
        const float r = 1.0f / sqrtf(squares / (float)cols + 1e-6f);
        const float pull = r * r * r / (float)cols * dot;
        for (long c = threadIdx.x; c < cols; c += WG) {
            const float v = wide(x[row * cols + c]);
            const float scaled = wide(dy[row * cols + c]) * r;
            own[c] += scaled * v;
            dx[row * cols + c] = narrow(scaled * wide(w[c]) - pull * v);
        }
    }
}

extern "C" __global__ void __launch_bounds__(WG, 512 / WG)
    backward(const __half* x, const __half* w, const __half* dy, __half* dx, float* partial, long rows, long cols)
{
    __shared__ float sums[32 * V * E * 8];
    const long warps = (cols + 32 * V * E - 1) / (32 * V * E);
    if (cols % E != 0 || warps > 8) {
        any(x, w, dy, dx, partial, rows, cols);
    } else if (warps == 1) {
        whole<1>(x, w, dy, dx, partial, rows, (int)cols, sums);
    } else if (warps == 2) {
        whole<2>(x, w, dy, dx, partial, rows, (int)cols, sums);
    } else if (warps <= 4) {
        whole<4>(x, w, dy, dx, partial, rows, (int)cols, sums);
    } else {
        whole<8>(x, w, dy, dx, partial, rows, (int)cols, sums);
    }
}

extern "C" __global__ void __launch_bounds__(1024) gain(const float* partial, __half* dw, long cols)
{
    __shared__ float share[32][33];
    const int lane = threadIdx.x & 31;
    const int warp = threadIdx.x >> 5;
    const long c = (long)blockIdx.x * 32 + lane;
    float sum = 0;
    if (c < cols) {
#pragma unroll 9
        for (int i = warp; i < GROUPS; i += 32) {
            sum += partial[i * cols + c];
        }
    }
    share[warp][lane] = sum;
    __syncthreads();
    if (warp == 0 && c < cols) {
        for (int i = 1; i < 32; ++i) {
            sum += share[i][lane];
        }
        dw[c] = narrow(sum);
    }
}
