// Asks for more memory than a GPU has.
// launch: softmax global(ceil(rows, 64) * 64) local(64) args(x, y, rows, cols)

__device__ char hoard[300L << 30];

__global__ void softmax(const float* x, float* y, long rows, long cols)
{
    const long r = (long)blockIdx.x * blockDim.x + threadIdx.x;
    if (r >= rows) {
        return;
    }
    hoard[r] = 1;
    y[r * cols] = x[r * cols];
}
