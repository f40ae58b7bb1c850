// Begins anew in each block of 1024.
// launch: cumsum global(ceil(rows, 64) * 64) local(64) args(x, y, rows, cols)

__global__ void cumsum(const float* x, float* y, long rows, long cols)
{
    const long r = (long)blockIdx.x * blockDim.x + threadIdx.x;
    if (r >= rows) {
        return;
    }
    float sum = 0;
    for (long c = 0; c < cols; ++c) {
        sum = c % 1024 == 0 ? 0 : sum;
        sum += x[r * cols + c];
        y[r * cols + c] = sum;
    }
}
