// Never ends.
// launch: softmax global(ceil(rows, 64) * 64) local(64) args(x, y, rows, cols)

__global__ void softmax(const float* x, float* y, long rows, long cols)
{
    const long r = (long)blockIdx.x * blockDim.x + threadIdx.x;
    volatile float* turning = y;
    while (r < rows) {
        turning[r * cols] = turning[r * cols] + x[r * cols];
    }
}
