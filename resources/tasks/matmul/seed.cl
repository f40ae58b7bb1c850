// launch: matmul global(ceil(n, WG) * WG, m) local(WG, 1) args(a, b, c, n, k)
#define WG 16 // tune: 4 16 64

__kernel void matmul(__global const float* a, __global const float* b, __global float* c, long n, long k)
{
    const long j = get_global_id(0);
    const long i = get_global_id(1);
    if (j >= n) {
        return;
    }
    float sum = 0;
    for (long p = 0; p < k; ++p) {
        sum += a[i * k + p] * b[p * n + j];
    }
    c[i * n + j] = sum;
}
