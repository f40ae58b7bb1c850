// Cross-entropy: one launch, a block of threads a row, the row in registers between one read and one write; rows that are no
// multiple of four or longer than 8192 are read again instead.
// launch: cross_entropy global(rows * WG) local(WG) args(logits, targets, loss, classes)
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

__device__ __forceinline__ void finish(Soft all, float chosen, float* loss)
{
    if (threadIdx.x == 0) {
        *loss = logf(all.sum) - (chosen - all.largest);
    }
}

template <int V>
__device__ __forceinline__ void whole(const float* x, const long* target, float* loss, int cols)
{
    __shared__ Soft share[WG / 32];
    const float chosen = threadIdx.x == 0 ? __ldg(x + __ldg(target)) : 0;
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
        own.sum += (expf(v[i].x - base) + expf(v[i].y - base)) + (expf(v[i].z - base) + expf(v[i].w - base));
    }
    finish(over_block(own, share), chosen, loss);
}

__device__ __noinline__ void any(const float* x, const long* target, float* loss, long cols)
{
    __shared__ Soft share[WG / 32];
    Soft own{-INFINITY, 0};
    for (long c = threadIdx.x; c < cols; c += WG) {
        own = joined(own, Soft{x[c], 1});
    }
    finish(gathered(own, share), threadIdx.x == 0 ? x[*target] : 0, loss);
}

extern "C" __global__ void __launch_bounds__(WG) cross_entropy(const float* x, const long* target, float* loss, long cols)
{
    x += blockIdx.x * cols;
    target += blockIdx.x;
    loss += blockIdx.x;
    const long vectors = (cols + 4 * WG - 1) / (4 * WG);
    if (cols % 4 != 0 || vectors > 8) {
        any(x, target, loss, cols);
    } else if (vectors == 1) {
        whole<1>(x, target, loss, (int)cols);
    } else if (vectors == 2) {
        whole<2>(x, target, loss, (int)cols);
    } else if (vectors <= 4) {
        whole<4>(x, target, loss, (int)cols);
    } else {
        whole<8>(x, target, loss, (int)cols);
    }
}
