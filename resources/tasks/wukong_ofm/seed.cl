// scratch: t float[batch * d * k]
// launch: project global(ceil(k, WG) * WG, d, batch) local(WG, 1, 1) args(x, y, t, n, d, k)
// launch: combine global(ceil(k, WG) * WG, n, batch) local(WG, 1, 1) args(x, t, out, n, d, k)
#define WG 16 // tune: 4 16 64

__kernel void project(__global const float* x, __global const float* y, __global float* t, long n, long d, long k)
{
    const long j = get_global_id(0);
    const long e = get_global_id(1);
    const long b = get_global_id(2);
    if (j >= k) {
        return;
    }
    float sum = 0;
    for (long i = 0; i < n; ++i) {
        sum += x[(b * n + i) * d + e] * y[(b * n + i) * k + j];
    }
    t[(b * d + e) * k + j] = sum;
}

__kernel void combine(__global const float* x, __global const float* t, __global float* out, long n, long d, long k)
{
    const long j = get_global_id(0);
    const long i = get_global_id(1);
    const long b = get_global_id(2);
    if (j >= k) {
        return;
    }
    float sum = 0;
    for (long e = 0; e < d; ++e) {
        sum += x[(b * n + i) * d + e] * t[(b * d + e) * k + j];
    }
    out[(b * n + i) * k + j] = sum;
}
