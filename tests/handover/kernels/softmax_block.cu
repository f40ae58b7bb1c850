// scratch: sums float[rows]
// launch: largest global(rows * WG) local(WG) args(x, sums, cols, local float[WG])
// launch: finish global(rows * WG) local(WG) args(x, y, sums, cols, local float[WG])
#define WG 128 // tune: 64 128 256
#define x_of(row) (x + (row) * cols)

__device__ float reduced(float* partial, float mine, bool largest)
{
    partial[threadIdx.x] = mine;
    __syncthreads();
    for (int step = blockDim.x / 2; step > 0; step /= 2) {
        if (threadIdx.x < step) {
            const float other = partial[threadIdx.x + step];
            partial[threadIdx.x] = largest ? fmaxf(partial[threadIdx.x], other) : partial[threadIdx.x] + other;
        }
        __syncthreads();
    }
    const float all = partial[0];
    __syncthreads();
    return all;
}

extern "C" __global__ void largest(const float* x, float* sums, long cols)
{
    extern __shared__ float partial[];
    float mine = -INFINITY;
    for (long c = threadIdx.x; c < cols; c += WG) {
        mine = fmaxf(mine, x_of(blockIdx.x)[c]);
    }
    const float all = reduced(partial, mine, true);
    if (threadIdx.x == 0) {
        sums[blockIdx.x] = all;
    }
}

__global__ void finish(const float* x, float* y, const float* sums, long cols)
{
    extern __shared__ float partial[];
    const float top = sums[blockIdx.x];
    float mine = 0;
    for (long c = threadIdx.x; c < cols; c += WG) {
        mine += expf(x_of(blockIdx.x)[c] - top);
    }
    const float sum = reduced(partial, mine, false);
    for (long c = threadIdx.x; c < cols; c += WG) {
        y[blockIdx.x * cols + c] = expf(x_of(blockIdx.x)[c] - top) / sum;
    }
}
