// Takes NaN for zero.
// launch: cumsum global(ceil(rows, 64) * 64) local(64) args(x, y, rows, cols)

__global__ void cumsum(const float* x, float* y, long rows, long cols)
{
    const long r = (long)blockIdx.x * blockDim.x + threadIdx.x;
    if (r >= rows) {
        return;
    }
    float sum = 0;
    for (long c = 0; c < cols; ++c) {
        const float value = x[r * cols + c];
        sum += value == value ? value : 0.0f;
        y[r * cols + c] = sum;
    }
}
