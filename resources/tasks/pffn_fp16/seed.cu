// scratch: h float[batch * n * k]
// scratch: z float[batch * n * d]
// launch: activate global(ceil(k, WG) * WG, n, batch) local(WG, 1, 1) args(x, w1, b1, h, n, d, k)
// launch: normalise_hidden global(ceil(batch * n, WG) * WG) local(WG) args(h, batch, n, k)
// launch: project global(ceil(d, WG) * WG, n, batch) local(WG, 1, 1) args(h, w2, b2, z, n, d, k)
// launch: normalise global(ceil(batch * n, WG) * WG) local(WG) args(z, y, batch, n, d)
#include <cuda_fp16.h>
#define WG 32 // tune: 32 64 128

__global__ void activate(const __half* x, const __half* w1, const __half* b1, float* h, long n, long d, long k)
{
    const long j = (long)blockIdx.x * blockDim.x + threadIdx.x;
    const long i = blockIdx.y;
    const long b = blockIdx.z;
    if (j >= k) {
        return;
    }
    float sum = __half2float(b1[b * k + j]);
    for (long e = 0; e < d; ++e) {
        sum += __half2float(x[(b * n + i) * d + e]) * __half2float(w1[(b * d + e) * k + j]);
    }
    h[(b * n + i) * k + j] = 0.5f * sum * (1.0f + erff(sum * 0.70710678f));
}

__global__ void normalise_hidden(float* h, long batch, long n, long k)
{
    const long i = (long)blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= batch * n) {
        return;
    }
    float squares = 0;
    for (long j = 0; j < k; ++j) {
        squares += h[i * k + j] * h[i * k + j];
    }
    const float scale = 1.0f / sqrtf(squares / (float)k + 1e-6f);
    for (long j = 0; j < k; ++j) {
        h[i * k + j] *= scale;
    }
}

__global__ void project(const float* h, const __half* w2, const __half* b2, float* z, long n, long d, long k)
{
    const long e = (long)blockIdx.x * blockDim.x + threadIdx.x;
    const long i = blockIdx.y;
    const long b = blockIdx.z;
    if (e >= d) {
        return;
    }
    float sum = __half2float(b2[b * d + e]);
    for (long j = 0; j < k; ++j) {
        sum += h[(b * n + i) * k + j] * __half2float(w2[(b * k + j) * d + e]);
    }
    z[(b * n + i) * d + e] = sum;
}

__global__ void normalise(const float* z, __half* y, long batch, long n, long d)
{
    const long i = (long)blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= batch * n) {
        return;
    }
    float squares = 0;
    for (long e = 0; e < d; ++e) {
        squares += z[i * d + e] * z[i * d + e];
    }
    const float scale = 1.0f / sqrtf(squares / (float)d + 1e-6f);
    for (long e = 0; e < d; ++e) {
        y[i * d + e] = __float2half(z[i * d + e] * scale);
    }
}
