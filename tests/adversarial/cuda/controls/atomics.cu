// Squares of a row are added by atomics, in whatever order they come.
// scratch: squares float[rows]
// launch: clear global(ceil(rows, 64) * 64) local(64) args(squares, rows)
// launch: gather global(ceil(cols, 256) * 256, rows) local(256, 1) args(x, squares, cols)
// launch: rmsnorm global(ceil(cols, 256) * 256, rows) local(256, 1) args(x, w, y, squares, cols)

__global__ void clear(float* squares, long rows)
{
    const long r = (long)blockIdx.x * blockDim.x + threadIdx.x;
    if (r < rows) {
        squares[r] = 0;
    }
}

__global__ void gather(const float* x, float* squares, long cols)
{
    const long c = (long)blockIdx.x * blockDim.x + threadIdx.x;
    float square = c < cols ? x[blockIdx.y * cols + c] * x[blockIdx.y * cols + c] : 0;
    for (int step = 16; step > 0; step /= 2) {
        square += __shfl_down_sync(~0u, square, step);
    }
    if (threadIdx.x % 32 == 0) {
        atomicAdd(squares + blockIdx.y, square);
    }
}

__global__ void rmsnorm(const float* x, const float* w, float* y, const float* squares, long cols)
{
    const long c = (long)blockIdx.x * blockDim.x + threadIdx.x;
    if (c < cols) {
        const float scale = 1.0f / sqrtf(squares[blockIdx.y] / (float)cols + 1e-6f);
        y[blockIdx.y * cols + c] = x[blockIdx.y * cols + c] * scale * w[c];
    }
}
