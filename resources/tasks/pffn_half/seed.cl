// launch: activate global(ceil(k, WG) * WG, n, batch) local(WG, 1, 1) args(x, w, bias, y, n, d, k)
// launch: normalise global(n, batch) local(1, 1) args(y, n, k)
#define WG 16 // tune: 4 16 64

__kernel void activate(__global const float* x, __global const float* w, __global const float* bias, __global float* y,
                       long n, long d, long k)
{
    const long j = get_global_id(0);
    const long i = get_global_id(1);
    const long b = get_global_id(2);
    if (j >= k) {
        return;
    }
    float sum = bias[b * k + j];
    for (long e = 0; e < d; ++e) {
        sum += x[(b * n + i) * d + e] * w[(b * d + e) * k + j];
    }
    y[(b * n + i) * k + j] = 0.5f * sum * (1.0f + erf(sum * 0.70710678f));
}

__kernel void normalise(__global float* y, long n, long k)
{
    const long i = get_global_id(0);
    const long b = get_global_id(1);
    float squares = 0;
    for (long j = 0; j < k; ++j) {
        squares += y[(b * n + i) * k + j] * y[(b * n + i) * k + j];
    }
    const float scale = 1.0f / sqrt(squares / (float)k + 1e-6f);
    for (long j = 0; j < k; ++j) {
        y[(b * n + i) * k + j] *= scale;
    }
}
