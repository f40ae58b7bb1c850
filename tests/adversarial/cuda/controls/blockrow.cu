// A block a row, twice over it.
// launch: softmax global(rows * WG) local(WG) args(x, y, rows, cols, local float[WG])
#define WG 256

__device__ float whole(float mine, float* shared, bool largest)
{
    shared[threadIdx.x] = mine;
    for (int step = WG / 2; step > 0; step /= 2) {
        __syncthreads();
        if (threadIdx.x < step) {
            const float other = shared[threadIdx.x + step];
            shared[threadIdx.x] = largest ? fmaxf(shared[threadIdx.x], other) : shared[threadIdx.x] + other;
        }
    }
    __syncthreads();
    const float all = shared[0];
    __syncthreads();
    return all;
}

__global__ void softmax(const float* x, float* y, long rows, long cols)
{
    extern __shared__ float shared[];
    const long r = blockIdx.x;
    float largest = x[r * cols];
    for (long c = threadIdx.x; c < cols; c += WG) {
        largest = fmaxf(largest, x[r * cols + c]);
    }
    largest = whole(largest, shared, true);
    float sum = 0;
    for (long c = threadIdx.x; c < cols; c += WG) {
        sum += expf(x[r * cols + c] - largest);
    }
    sum = whole(sum, shared, false);
    for (long c = threadIdx.x; c < cols; c += WG) {
        y[r * cols + c] = expf(x[r * cols + c] - largest) / sum;
    }
}
