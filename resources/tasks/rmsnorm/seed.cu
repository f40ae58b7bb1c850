// launch: rmsnorm global(ceil(rows, WG) * WG) local(WG) args(x, w, y, rows, cols)
#define WG 64 // tune: 32 64 128 256

__global__ void rmsnorm(const float* x, const float* w, float* y, long rows, long cols)
{
    const long r = (long)blockIdx.x * blockDim.x + threadIdx.x;
    if (r >= rows) {
        return;
    }
    float squares = 0;
    for (long c = 0; c < cols; ++c) {
        squares += x[r * cols + c] * x[r * cols + c];
    }
    const float scale = 1.0f / sqrtf(squares / (float)cols + 1e-6f);
    for (long c = 0; c < cols; ++c) {
        y[r * cols + c] = x[r * cols + c] * scale * w[c];
    }
}
