// All for the largest.
// launch: softmax global(ceil(rows, 64) * 64) local(64) args(x, y, rows, cols)

__global__ void softmax(const float* x, float* y, long rows, long cols)
{
    const long r = (long)blockIdx.x * blockDim.x + threadIdx.x;
    if (r >= rows) {
        return;
    }
    long largest = 0;
    for (long c = 0; c < cols; ++c) {
        y[r * cols + c] = 0;
        largest = x[r * cols + c] > x[r * cols + largest] ? c : largest;
    }
    y[r * cols + largest] = 1;
}
