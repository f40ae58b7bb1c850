// Layer normalisation: one launch, a block of threads a row, the row in registers between one read and one write; rows that are no
// multiple of four or longer than 8192 are read again instead.
// launch: layernorm global(rows * WG) local(WG) args(x, gamma, beta, y, cols)
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
__device__ __forceinline__ void whole(const float* x, const float* gamma, const float* beta, float* y, int cols)
{
    __shared__ float share[2][WG / 32];
    float4 v[V];
    EACH
    {
        const int at = i * WG + threadIdx.x;
        v[i] = at * 4 < cols ? __ldcs((const float4*)x + at) : make_float4(0, 0, 0, 0);
    }
    float sum = 0;
    EACH
    {
        sum += (v[i].x + v[i].y) + (v[i].z + v[i].w);
    }
    const float mean = over_block(sum, share[0]) / (float)cols;
    float squares = 0;
    EACH
    {
        if ((i * WG + threadIdx.x) * 4 < cols) {
            v[i] = make_float4(v[i].x - mean, v[i].y - mean, v[i].z - mean, v[i].w - mean);
            squares += (v[i].x * v[i].x + v[i].y * v[i].y) + (v[i].z * v[i].z + v[i].w * v[i].w);
        }
    }
    const float scale = 1.0f / sqrtf(over_block(squares, share[1]) / (float)cols + 1e-5f);
    EACH
    {
        const int at = i * WG + threadIdx.x;
        if (at * 4 < cols) {
            const float4 a = __ldg((const float4*)gamma + at);
            const float4 b = __ldg((const float4*)beta + at);
            __stcs((float4*)y + at, make_float4(v[i].x * scale * a.x + b.x, v[i].y * scale * a.y + b.y, v[i].z * scale * a.z + b.z,
                                                v[i].w * scale * a.w + b.w));
        }
    }
}

__device__ __noinline__ void any(const float* x, const float* gamma, const float* beta, float* y, long cols)
{
    __shared__ float share[2][WG / 32];
    float sum = 0;
    for (long c = threadIdx.x; c < cols; c += WG) {
        sum += x[c];
    }
    const float mean = over_block(sum, share[0]) / (float)cols;
    float squares = 0;
    for (long c = threadIdx.x; c < cols; c += WG) {
        squares += (x[c] - mean) * (x[c] - mean);
    }
    const float scale = 1.0f / sqrtf(over_block(squares, share[1]) / (float)cols + 1e-5f);
    for (long c = threadIdx.x; c < cols; c += WG) {
        y[c] = (x[c] - mean) * scale * gamma[c] + beta[c];
    }
}

extern "C" __global__ void __launch_bounds__(WG)
    layernorm(const float* x, const float* gamma, const float* beta, float* y, long cols)
{
    x += blockIdx.x * cols;
    y += blockIdx.x * cols;
    const long vectors = (cols + 4 * WG - 1) / (4 * WG);
    if (cols % 4 != 0 || vectors > 8) {
        any(x, gamma, beta, y, cols);
    } else if (vectors == 1) {
        whole<1>(x, gamma, beta, y, (int)cols);
    } else if (vectors == 2) {
        whole<2>(x, gamma, beta, y, (int)cols);
    } else if (vectors <= 4) {
        whole<4>(x, gamma, beta, y, (int)cols);
    } else {
        whole<8>(x, gamma, beta, y, (int)cols);
    }
}
