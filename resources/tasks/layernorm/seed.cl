// launch: layernorm global(ceil(rows, WG) * WG) local(WG) args(x, gamma, beta, y, rows, cols)
#define WG 16 // tune: 1 4 16 64

__kernel void layernorm(__global const float* x, __global const float* gamma, __global const float* beta,
                        __global float* y, long rows, long cols)
{
    const long r = get_global_id(0);
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
    const float scale = 1.0f / sqrt(variance + 1e-5f);
    for (long c = 0; c < cols; ++c) {
        y[r * cols + c] = (x[r * cols + c] - mean) * scale * gamma[c] + beta[c];
    }
}
