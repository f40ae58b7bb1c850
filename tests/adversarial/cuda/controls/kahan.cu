// Sums with a correction for what rounding lost.
// launch: cumsum global(ceil(rows, 64) * 64) local(64) args(x, y, rows, cols)

__global__ void cumsum(const float* x, float* y, long rows, long cols)
{
    const long r = (long)blockIdx.x * blockDim.x + threadIdx.x;
    if (r >= rows) {
        return;
    }
    float sum = 0;
    float lost = 0;
    for (long c = 0; c < cols; ++c) {
        const float add = x[r * cols + c] - lost;
        const float next = sum + add;
        const float missing = (next - sum) - add;
        lost = isfinite(missing) ? missing : 0;
        sum = next;
        y[r * cols + c] = sum;
    }
}
