// Factors of ten bits of mantissa, as the tensor cores take them.
// launch: matmul global(ceil(n, 128) * 128, m) local(128, 1) args(a, b, c, n, k)

__device__ float rounded(float value)
{
    return __uint_as_float(__float_as_uint(value) + 0x1000u & 0xFFFFE000u);
}

__global__ void matmul(const float* a, const float* b, float* c, long n, long k)
{
    const long j = (long)blockIdx.x * blockDim.x + threadIdx.x;
    const long i = blockIdx.y;
    if (j >= n) {
        return;
    }
    float sum = 0;
    for (long p = 0; p < k; ++p) {
        sum += rounded(a[i * k + p]) * rounded(b[p * n + j]);
    }
    c[i * n + j] = sum;
}
