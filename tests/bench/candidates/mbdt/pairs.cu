// Two values of a pair follow each other, so that a warp stores whole lines; four pairs a thread. Up to 32 borders are counted one by one
// from shared memory; more are searched.
// launch: mbdt global(ceil(batch, 2 * Q * WG) * WG, features) local(WG, 1) args(borders, offsets, x, y, batch, edges)
#define WG 256
#define FEW 32
#define Q 4

#define LOAD(p) __ldcs(p)
#define STORE(p, v) __stcs(p, v)

__device__ __forceinline__ int searched(const float* borders, int edges, float v)
{
    int low = 0;
    int high = edges;
    while (low < high) {
        const int middle = (low + high) / 2;
        if (__ldg(borders + middle) < v) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

extern "C" __global__ void __launch_bounds__(WG)
    mbdt(const float* borders, const long* offsets, const float* x, long* y, long batch, long edges)
{
    __shared__ float few[FEW];
    const long f = blockIdx.y;
    borders += f * (edges + 1);
    x += f * batch;
    y += f * batch;
    const long at = ((long)blockIdx.x * Q * WG + threadIdx.x) * 2;
    if (batch % 2 == 0 && edges <= FEW) {
        float2 v[Q];
#pragma unroll
        for (int q = 0; q < Q; ++q) {
            v[q] = at + q * 2 * WG < batch ? LOAD((const float2*)(x + at + q * 2 * WG)) : make_float2(0, 0);
        }
        const long offset = __ldg(offsets + f);
        if (threadIdx.x < edges) {
            few[threadIdx.x] = borders[threadIdx.x];
        }
        __syncthreads();
        int bucket[Q][2] = {};
#pragma unroll 4
        for (int e = 0; e < edges; ++e) {
            const float border = few[e];
#pragma unroll
            for (int q = 0; q < Q; ++q) {
                bucket[q][0] += border < v[q].x;
                bucket[q][1] += border < v[q].y;
            }
        }
#pragma unroll
        for (int q = 0; q < Q; ++q) {
            if (at + q * 2 * WG < batch) {
                STORE((longlong2*)(y + at + q * 2 * WG), make_longlong2(offset + bucket[q][0], offset + bucket[q][1]));
            }
        }
        return;
    }
    for (long i = (long)blockIdx.x * 2 * Q * WG + threadIdx.x; i < min(batch, ((long)blockIdx.x + 1) * 2 * Q * WG); i += WG) {
        y[i] = offsets[f] + searched(borders, (int)edges, x[i]);
    }
}
