// As many blocks as it likes, each for many rows.
// launch: softmax global(32 * 64) local(64) args(x, y, rows, cols)

__global__ void softmax(const float* x, float* y, long rows, long cols)
{
    for (long r = (long)blockIdx.x * blockDim.x + threadIdx.x; r < rows; r += (long)gridDim.x * blockDim.x) {
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
}
