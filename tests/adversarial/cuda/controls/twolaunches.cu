// Maxima and sums in a buffer of its own, written by one launch and read by the next.
// scratch: largest float[rows]
// scratch: sums float[rows]
// launch: gather global(ceil(rows, 64) * 64) local(64) args(x, largest, sums, rows, cols)
// launch: softmax global(ceil(cols, 64) * 64, rows) local(64, 1) args(x, y, largest, sums, cols)

__global__ void gather(const float* x, float* largest, float* sums, long rows, long cols)
{
    const long r = (long)blockIdx.x * blockDim.x + threadIdx.x;
    if (r >= rows) {
        return;
    }
    float most = x[r * cols];
    for (long c = 1; c < cols; ++c) {
        most = fmaxf(most, x[r * cols + c]);
    }
    float sum = 0;
    for (long c = 0; c < cols; ++c) {
        sum += expf(x[r * cols + c] - most);
    }
    largest[r] = most;
    sums[r] = sum;
}

__global__ void softmax(const float* x, float* y, const float* largest, const float* sums, long cols)
{
    const long c = (long)blockIdx.x * blockDim.x + threadIdx.x;
    const long r = blockIdx.y;
    if (c < cols) {
        y[r * cols + c] = expf(x[r * cols + c] - largest[r]) / sums[r];
    }
}
