// launch: activate global(ceil(k, WG) * WG, n, batch) local(WG, 1, 1) args(x, w, bias, y, n, d, k)
// launch: normalise global(ceil(batch * n, WG) * WG) local(WG) args(y, batch, n, k)
#define WG 32 // tune: 32 64 128

__global__ void activate(const float* x, const float* w, const float* bias, float* y, long n, long d, long k)
{
    const long j = (long)blockIdx.x * blockDim.x + threadIdx.x;
    const long i = blockIdx.y;
    const long b = blockIdx.z;
    if (j >= k) {
        return;
    }
    float sum = bias[b * k + j];
    for (long e = 0; e < d; ++e) {
        sum += x[(b * n + i) * d + e] * w[(b * d + e) * k + j];
    }
    y[(b * n + i) * k + j] = 0.5f * sum * (1.0f + erff(sum * 0.70710678f));
}

__global__ void normalise(float* y, long batch, long n, long k)
{
    const long i = (long)blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= batch * n) {
        return;
    }
    float squares = 0;
    for (long j = 0; j < k; ++j) {
        squares += y[i * k + j] * y[i * k + j];
    }
    const float scale = 1.0f / sqrtf(squares / (float)k + 1e-6f);
    for (long j = 0; j < k; ++j) {
        y[i * k + j] *= scale;
    }
}
