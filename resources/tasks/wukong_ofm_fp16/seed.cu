// scratch: gram float[batch * n * n]
// launch: pair global(ceil(n, PAIRS) * PAIRS, n, batch) local(PAIRS, 1, 1) args(x, gram, n, d)
// launch: combine global(ceil(k, WG) * WG, n, batch) local(WG, 1, 1) args(y, gram, out, n, k)
#include <cuda_fp16.h>
#define PAIRS 32 // tune: 8 16 32 64
#define WG 64 // tune: 32 64 128 256

// As x * (transpose(x) * y) the product between would take 2 GB at the largest case.
__global__ void pair(const __half* x, float* gram, long n, long d)
{
    const long j = (long)blockIdx.x * blockDim.x + threadIdx.x;
    const long i = blockIdx.y;
    const long b = blockIdx.z;
    if (j >= n) {
        return;
    }
    float sum = 0;
    for (long e = 0; e < d; ++e) {
        sum += __half2float(x[(b * n + i) * d + e]) * __half2float(x[(b * n + j) * d + e]);
    }
    gram[(b * n + i) * n + j] = sum;
}

__global__ void combine(const __half* y, const float* gram, __half* out, long n, long k)
{
    const long j = (long)blockIdx.x * blockDim.x + threadIdx.x;
    const long i = blockIdx.y;
    const long b = blockIdx.z;
    if (j >= k) {
        return;
    }
    float sum = 0;
    for (long m = 0; m < n; ++m) {
        sum += gram[(b * n + i) * n + m] * __half2float(y[(b * n + m) * k + j]);
    }
    out[(b * n + i) * k + j] = __float2half(sum);
}
