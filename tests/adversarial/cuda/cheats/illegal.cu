// Writes where nothing is.
// launch: softmax global(ceil(rows, 64) * 64) local(64) args(x, y, rows, cols)

__global__ void softmax(const float* x, float* y, long rows, long cols)
{
    const long r = (long)blockIdx.x * blockDim.x + threadIdx.x;
    if (r == rows - 1) {
        *(float*)(16 + cols) = x[0];
    }
    if (r < rows) {
        y[r * cols] = 1;
    }
}
