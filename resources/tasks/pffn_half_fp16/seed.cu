// scratch: h float[batch * n * k]
// launch: activate global(ceil(k, WG) * WG, n, batch) local(WG, 1, 1) args(x, w, bias, h, n, d, k)
// launch: normalise global(ceil(batch * n, WG) * WG) local(WG) args(h, y, batch, n, k)
#include <cuda_fp16.h>
#define WG 32 // tune: 32 64 128

__global__ void activate(const __half* x, const __half* w, const __half* bias, float* h, long n, long d, long k)
{
    const long j = (long)blockIdx.x * blockDim.x + threadIdx.x;
    const long i = blockIdx.y;
    const long b = blockIdx.z;
    if (j >= k) {
        return;
    }
    float sum = __half2float(bias[b * k + j]);
    for (long e = 0; e < d; ++e) {
        sum += __half2float(x[(b * n + i) * d + e]) * __half2float(w[(b * d + e) * k + j]);
    }
    h[(b * n + i) * k + j] = 0.5f * sum * (1.0f + erff(sum * 0.70710678f));
}

__global__ void normalise(const float* h, __half* y, long batch, long n, long k)
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
        y[i * k + j] = __float2half(h[i * k + j] * scale);
    }
}
