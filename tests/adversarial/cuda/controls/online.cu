// One pass for maximum and sum, which is scaled anew at each larger element.
// launch: softmax global(ceil(rows, 64) * 64) local(64) args(x, y, rows, cols)

__global__ void softmax(const float* x, float* y, long rows, long cols)
{
    const long r = (long)blockIdx.x * blockDim.x + threadIdx.x;
    if (r >= rows) {
        return;
    }
    float largest = x[r * cols];
    float sum = 1;
    for (long c = 1; c < cols; ++c) {
        const float value = x[r * cols + c];
        if (value > largest) {
            sum = sum * expf(largest - value) + 1;
            largest = value;
        } else {
            sum += expf(value - largest);
        }
    }
    for (long c = 0; c < cols; ++c) {
        y[r * cols + c] = expf(x[r * cols + c] - largest) / sum;
    }
}
