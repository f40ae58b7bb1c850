// launch: softmax global(ceil(rows, WG) * WG) local(WG) args(x, y, rows, cols)
#define WG 64 // tune: 32 64 128 256

__global__ void softmax(const float* x, float* y, long rows, long cols)
{
    const long r = (long)blockIdx.x * blockDim.x + threadIdx.x;
    if (r >= rows) {
        return;
    }
    float largest = x[r * cols];
    for (long c = 1; c < cols; ++c) {
        if (x[r * cols + c] > largest) {
            largest = x[r * cols + c];
        }
    }
    float sum = 0;
    for (long c = 0; c < cols; ++c) {
        y[r * cols + c] = expf(x[r * cols + c] - largest);
        sum += y[r * cols + c];
    }
    for (long c = 0; c < cols; ++c) {
        y[r * cols + c] = y[r * cols + c] / sum;
    }
}
