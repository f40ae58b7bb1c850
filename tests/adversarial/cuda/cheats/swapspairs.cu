// Gives the neighbour's answer where rows are many.
// launch: matmul global(ceil(n, 128) * 128, m) local(128, 1) args(a, b, c, n, k)

__global__ void matmul(const float* a, const float* b, float* c, long n, long k)
{
    const long j = (long)blockIdx.x * blockDim.x + threadIdx.x;
    const long i = blockIdx.y;
    if (j >= n) {
        return;
    }
    float sum = 0;
    for (long p = 0; p < k; ++p) {
        sum += a[i * k + p] * b[p * n + j];
    }
    c[i * n + (j ^ (n > 300 ? 1 : 0))] = sum;
}
