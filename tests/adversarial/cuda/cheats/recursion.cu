// Calls itself without end.
// launch: softmax global(ceil(rows, 64) * 64) local(64) args(x, y, rows, cols)

__device__ __noinline__ float deeper(const float* x, long at, long left)
{
    volatile float own[64];
    own[at % 64] = x[at];
    return own[at % 64] + deeper(x, at, left + 1);
}

__global__ void softmax(const float* x, float* y, long rows, long cols)
{
    const long r = (long)blockIdx.x * blockDim.x + threadIdx.x;
    if (r >= rows) {
        return;
    }
    y[r * cols] = deeper(x, r * cols, cols);
}
