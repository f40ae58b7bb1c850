// Writes past the shared memory that it asked for.
// launch: softmax global(ceil(rows, 64) * 64) local(64) args(x, y, rows, cols, local float[64])

__global__ void softmax(const float* x, float* y, long rows, long cols)
{
    const long r = (long)blockIdx.x * blockDim.x + threadIdx.x;
    if (r >= rows) {
        return;
    }
    extern __shared__ float shared[];
    shared[threadIdx.x + (1 << 20)] = x[r * cols];
    y[r * cols] = shared[threadIdx.x + (1 << 20)];
}
