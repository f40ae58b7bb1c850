// A block of threads takes a piece of one feature. Up to 32 borders are counted one by one from shared memory, which gives
// all threads of a warp the same one at once; more are searched.
// launch: mbdt global(ceil(batch, 4 * WG) * WG, features) local(WG, 1) args(borders, offsets, x, y, batch, edges)
#define WG 256 // tune: 128 256 512
#define FEW 32

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
    const long at = ((long)blockIdx.x * WG + threadIdx.x) * 4;
    const bool whole = batch % 4 == 0;
    float v[4];
    if (whole && at < batch) {
        const float4 four = __ldcs((const float4*)(x + at));
        v[0] = four.x;
        v[1] = four.y;
        v[2] = four.z;
        v[3] = four.w;
    } else {
        for (int i = 0; i < 4; ++i) {
            v[i] = at + i < batch ? x[at + i] : 0;
        }
    }
    const long offset = __ldg(offsets + f);
    int bucket[4] = {0, 0, 0, 0};
    if (edges <= FEW) {
        if (threadIdx.x < edges) {
            few[threadIdx.x] = borders[threadIdx.x];
        }
        __syncthreads();
        for (int e = 0; e < edges; ++e) {
            const float border = few[e];
#pragma unroll
            for (int i = 0; i < 4; ++i) {
                bucket[i] += border < v[i];
            }
        }
    } else {
        for (int i = 0; i < 4; ++i) {
            bucket[i] = searched(borders, (int)edges, v[i]);
        }
    }
    if (whole && at < batch) {
        __stcs((longlong2*)(y + at), make_longlong2(offset + bucket[0], offset + bucket[1]));
        __stcs((longlong2*)(y + at + 2), make_longlong2(offset + bucket[2], offset + bucket[3]));
    } else {
        for (int i = 0; i < 4; ++i) {
            if (at + i < batch) {
                y[at + i] = offset + bucket[i];
            }
        }
    }
}
