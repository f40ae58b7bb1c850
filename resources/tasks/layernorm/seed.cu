// launch: layernorm global(ceil(rows, WG) * WG) local(WG) args(x, gamma, beta, y, rows, cols)
#define WG 64 // tune: 32 64 128 256

__global__ void layernorm(const float* x, const float* gamma, const float* beta, float* y, long rows, long cols)
{
    const long r = (long)blockIdx.x * blockDim.x + threadIdx.x;
    if (r >= rows) {
        return;
    }
    float mean = 0;
    for (long c = 0; c < cols; ++c) {
        mean += x[r * cols + c];
    }
    mean /= (float)cols;
    float variance = 0;
    for (long c = 0; c < cols; ++c) {
        const float centred = x[r * cols + c] - mean;
        variance += centred * centred;
    }
    variance /= (float)cols;
    const float scale = 1.0f / sqrtf(variance + 1e-5f);
    for (long c = 0; c < cols; ++c) {
        y[r * cols + c] = (x[r * cols + c] - mean) * scale * gamma[c] + beta[c];
    }
}
