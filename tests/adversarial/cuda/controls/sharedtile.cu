// Tiles of both factors in shared memory, with edges of any size.
// launch: matmul global(ceil(n, 16) * 16, ceil(m, 16) * 16) local(16, 16) args(a, b, c, m, n, k)

__global__ void matmul(const float* a, const float* b, float* c, long m, long n, long k)
{
    __shared__ float tileA[16][16];
    __shared__ float tileB[16][17];
    const long j = (long)blockIdx.x * 16 + threadIdx.x;
    const long i = (long)blockIdx.y * 16 + threadIdx.y;
    float sum = 0;
    for (long first = 0; first < k; first += 16) {
        const long pa = first + threadIdx.x;
        const long pb = first + threadIdx.y;
        tileA[threadIdx.y][threadIdx.x] = i < m && pa < k ? a[i * k + pa] : 0;
        tileB[threadIdx.y][threadIdx.x] = j < n && pb < k ? b[pb * n + j] : 0;
        __syncthreads();
        for (int p = 0; p < 16; ++p) {
            sum += tileA[threadIdx.y][p] * tileB[p][threadIdx.x];
        }
        __syncthreads();
    }
    if (i < m && j < n) {
        c[i * n + j] = sum;
    }
}
