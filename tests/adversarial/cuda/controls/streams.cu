// Says that each element is touched once: loads and stores that leave no trace in the caches.
// launch: softmax global(ceil(rows, 64) * 64) local(64) args(x, y, rows, cols)

__global__ void softmax(const float* x, float* y, long rows, long cols)
{
    const long r = (long)blockIdx.x * blockDim.x + threadIdx.x;
    if (r >= rows) {
        return;
    }
    float largest = __ldcs(x + r * cols);
    for (long c = 1; c < cols; ++c) {
        largest = fmaxf(largest, __ldcs(x + r * cols + c));
    }
    float sum = 0;
    for (long c = 0; c < cols; ++c) {
        sum += expf(__ldcs(x + r * cols + c) - largest);
    }
    for (long c = 0; c < cols; ++c) {
        __stcs(y + r * cols + c, expf(__ldcs(x + r * cols + c) - largest) / sum);
    }
}
