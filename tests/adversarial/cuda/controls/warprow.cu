// A warp a row, by shuffles.
// launch: softmax global(ceil(rows * 32, 256) * 256) local(256) args(x, y, rows, cols)

__device__ float largestOf(float value)
{
    for (int step = 16; step > 0; step /= 2) {
        value = fmaxf(value, __shfl_xor_sync(~0u, value, step));
    }
    return value;
}

__device__ float sumOf(float value)
{
    for (int step = 16; step > 0; step /= 2) {
        value += __shfl_xor_sync(~0u, value, step);
    }
    return value;
}

__global__ void softmax(const float* x, float* y, long rows, long cols)
{
    const long r = ((long)blockIdx.x * blockDim.x + threadIdx.x) / 32;
    const int lane = threadIdx.x % 32;
    if (r >= rows) {
        return;
    }
    float largest = __int_as_float(0xff800000);
    for (long c = lane; c < cols; c += 32) {
        largest = fmaxf(largest, x[r * cols + c]);
    }
    largest = largestOf(largest);
    float sum = 0;
    for (long c = lane; c < cols; c += 32) {
        sum += expf(x[r * cols + c] - largest);
    }
    sum = sumOf(sum);
    for (long c = lane; c < cols; c += 32) {
        y[r * cols + c] = expf(x[r * cols + c] - largest) / sum;
    }
}
