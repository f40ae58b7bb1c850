// RMS normalisation: one launch, a block of threads a row, the row in registers between one read and one write; rows that are no
// multiple of four or longer than 8192 are read again instead.
// launch: rmsnorm global(rows * WG) local(WG) args(x, w, y, cols)
#define WG 256 // tune: 128 256 512

#define EACH _Pragma("unroll") for (int i = 0; i < V; ++i)

__device__ __forceinline__ float over_warp(float v)
{
    for (int i = 16; i; i >>= 1) {
        v += __shfl_xor_sync(~0u, v, i);
    }
    return v;
}

// The sum over the block; every call needs a share of its own.
__device__ __forceinline__ float over_block(float v, float* share)
{
    v = over_warp(v);
    if ((threadIdx.x & 31) == 0) {
        share[threadIdx.x >> 5] = v;
    }
    __syncthreads();
    float sum = 0;
#pragma unroll
    for (int i = 0; i < WG / 32; ++i) {
        sum += share[i];
    }
    return sum;
}

template <int V>
__device__ __forceinline__ void whole(const float* x, const float* w, float* y, int cols)
{
    __shared__ float share[WG / 32];
    float4 v[V];
    EACH
    {
        const int at = i * WG + threadIdx.x;
        v[i] = at * 4 < cols ? __ldcs((const float4*)x + at) : make_float4(0, 0, 0, 0);
    }
    float squares = 0;
    EACH
    {
        squares += (v[i].x * v[i].x + v[i].y * v[i].y) + (v[i].z * v[i].z + v[i].w * v[i].w);
    }
    const float scale = 1.0f / sqrtf(over_block(squares, share) / (float)cols + 1e-6f);
    EACH
    {
        const int at = i * WG + threadIdx.x;
        if (at * 4 < cols) {
            const float4 gain = __ldg((const float4*)w + at);
            __stcs((float4*)y + at,
                   make_float4(v[i].x * scale * gain.x, v[i].y * scale * gain.y, v[i].z * scale * gain.z, v[i].w * scale * gain.w));
        }
    }
}

__device__ __noinline__ void any(const float* x, const float* w, float* y, long cols)
{
    __shared__ float share[WG / 32];
    float squares = 0;
    for (long c = threadIdx.x; c < cols; c += WG) {
        squares += x[c] * x[c];
    }
    const float scale = 1.0f / sqrtf(over_block(squares, share) / (float)cols + 1e-6f);
    for (long c = threadIdx.x; c < cols; c += WG) {
        y[c] = x[c] * scale * w[c];
    }
}

extern "C" __global__ void __launch_bounds__(WG) rmsnorm(const float* x, const float* w, float* y, long cols)
{
    x += blockIdx.x * cols;
    y += blockIdx.x * cols;
    const long vectors = (cols + 4 * WG - 1) / (4 * WG);
    if (cols % 4 != 0 || vectors > 8) {
        any(x, w, y, cols);
    } else if (vectors == 1) {
        whole<1>(x, w, y, (int)cols);
    } else if (vectors == 2) {
        whole<2>(x, w, y, (int)cols);
    } else if (vectors <= 4) {
        whole<4>(x, w, y, (int)cols);
    } else {
        whole<8>(x, w, y, (int)cols);
    }
}
