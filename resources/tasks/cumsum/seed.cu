// launch: cumsum global(ceil(rows, WG) * WG) local(WG) args(x, y, rows, cols)
#define WG 64 // tune: 32 64 128 256

__global__ void cumsum(const float* x, float* y, long rows, long cols)
{
    const long r = (long)blockIdx.x * blockDim.x + threadIdx.x;
    if (r >= rows) {
        return;
    }
    float sum = 0;
    for (long c = 0; c < cols; ++c) {
        sum += x[r * cols + c];
        y[r * cols + c] = sum;
    }
}
