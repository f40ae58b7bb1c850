// Does nothing in a third of the calls, by the clock.
// launch: decide global(1) local(1) args(rows, cols)
// launch: softmax global(ceil(rows, 64) * 64) local(64) args(x, y, rows, cols)

__device__ bool isIdle;

__global__ void softmax(const float* x, float* y, long rows, long cols)
{
    const long r = (long)blockIdx.x * blockDim.x + threadIdx.x;
    if (r >= rows) {
        return;
    }
    if (isIdle) {
        return;
    }
    float largest = x[r * cols];
    for (long c = 1; c < cols; ++c) {
        largest = fmaxf(largest, x[r * cols + c]);
    }
    float sum = 0;
    for (long c = 0; c < cols; ++c) {
        y[r * cols + c] = expf(x[r * cols + c] - largest);
        sum += y[r * cols + c];
    }
    for (long c = 0; c < cols; ++c) {
        y[r * cols + c] = y[r * cols + c] / sum;
    }
}

__global__ void decide(long rows, long cols)
{
    isIdle = clock64() / 64 % 3 == 0;
}
