// Softmax: one launch, a block of threads a row, the row in registers between one read and one write; rows that are no
// multiple of four or longer than 8192 are read again instead.
// launch: softmax global(rows * WG) local(WG) args(x, y, cols)
#define WG 256 // tune: 128 256 512

#define INFINITY __int_as_float(0x7f800000)
#define EACH _Pragma("unroll") for (int i = 0; i < V; ++i)


// The largest element and the sum of exponentials below it.
struct Soft
{
    float largest;
    float sum;
};

__device__ __forceinline__ Soft joined(Soft a, Soft b)
{
    const float largest = fmaxf(a.largest, b.largest);
    if (largest == -INFINITY) {
        return {largest, 0};
    }
    return {largest, a.sum * expf(a.largest - largest) + b.sum * expf(b.largest - largest)};
}

__device__ __forceinline__ float largest_of_warp(float v)
{
    for (int i = 16; i; i >>= 1) {
        v = fmaxf(v, __shfl_xor_sync(~0u, v, i));
    }
    return v;
}

// The sums of a warp are relative to one largest element.
__device__ __forceinline__ Soft over_block(Soft v, Soft* share)
{
    for (int i = 16; i; i >>= 1) {
        v.sum += __shfl_xor_sync(~0u, v.sum, i);
    }
    if ((threadIdx.x & 31) == 0) {
        share[threadIdx.x >> 5] = v;
    }
    __syncthreads();
    const int lane = threadIdx.x & 31;
    const Soft own = lane < WG / 32 ? share[lane] : Soft{-INFINITY, 0};
    const float largest = largest_of_warp(own.largest);
    float sum = own.sum > 0 ? own.sum * expf(own.largest - largest) : own.sum;
    for (int i = 16; i; i >>= 1) {
        sum += __shfl_xor_sync(~0u, sum, i);
    }
    return {largest, sum};
}

// Of elements that come one by one.
__device__ __forceinline__ Soft gathered(Soft own, Soft* share)
{
    const float largest = largest_of_warp(own.largest);
    own.sum = own.largest == -INFINITY ? 0 : own.sum * expf(own.largest - largest);
    return over_block(Soft{largest, own.sum}, share);
}

template <int V>
__device__ __forceinline__ void whole(const float* x, float* y, int cols)
{
    __shared__ Soft share[WG / 32];
    float4 v[V];
    EACH
    {
        const int at = i * WG + threadIdx.x;
        v[i] = at * 4 < cols ? __ldcs((const float4*)x + at) : make_float4(-INFINITY, -INFINITY, -INFINITY, -INFINITY);
    }
    Soft own{-INFINITY, 0};
    EACH
    {
        own.largest = fmaxf(own.largest, fmaxf(fmaxf(v[i].x, v[i].y), fmaxf(v[i].z, v[i].w)));
    }
    own.largest = largest_of_warp(own.largest);
    const float base = own.largest == -INFINITY ? 0 : own.largest;
    EACH
    {
        v[i] = make_float4(expf(v[i].x - base), expf(v[i].y - base), expf(v[i].z - base), expf(v[i].w - base));
        own.sum += (v[i].x + v[i].y) + (v[i].z + v[i].w);
    }
    const Soft all = over_block(own, share);
    const float scale = expf(base - all.largest) / all.sum;
    EACH
    {
        const int at = i * WG + threadIdx.x;
        if (at * 4 < cols) {
            __stcs((float4*)y + at, make_float4(v[i].x * scale, v[i].y * scale, v[i].z * scale, v[i].w * scale));
        }
    }
}

__device__ __noinline__ void any(const float* x, float* y, long cols)
{
    __shared__ Soft share[WG / 32];
    Soft own{-INFINITY, 0};
    for (long c = threadIdx.x; c < cols; c += WG) {
        own = joined(own, Soft{x[c], 1});
    }
    const Soft all = gathered(own, share);
    for (long c = threadIdx.x; c < cols; c += WG) {
        y[c] = expf(x[c] - all.largest) / all.sum;
    }
}

extern "C" __global__ void __launch_bounds__(WG) softmax(const float* x, float* y, long cols)
{
    x += blockIdx.x * cols;
    y += blockIdx.x * cols;
    const long vectors = (cols + 4 * WG - 1) / (4 * WG);
    if (cols % 4 != 0 || vectors > 8) {
        any(x, y, cols);
    } else if (vectors == 1) {
        whole<1>(x, y, (int)cols);
    } else if (vectors == 2) {
        whole<2>(x, y, (int)cols);
    } else if (vectors <= 4) {
        whole<4>(x, y, (int)cols);
    } else {
        whole<8>(x, y, (int)cols);
    }
}
