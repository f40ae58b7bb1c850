// scratch: root float[rows]
// launch: backward_rows global(ceil(rows, WG) * WG) local(WG) args(x, w, dy, dx, root, rows, cols)
// launch: backward_gain global(ceil(cols, WG) * WG) local(WG) args(x, dy, root, dw, rows, cols)
#define WG 64 // tune: 32 64 128 256

__global__ void backward_rows(const float* x, const float* w, const float* dy, float* dx, float* root, long rows,
                              long cols)
{
    const long i = (long)blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= rows) {
        return;
    }
    float squares = 0;
    float dot = 0;
    for (long c = 0; c < cols; ++c) {
        squares += x[i * cols + c] * x[i * cols + c];
        dot += w[c] * dy[i * cols + c] * x[i * cols + c];
    }
    const float r = 1.0f / sqrtf(squares / (float)cols + 1e-6f);
    const float pull = r * r * r / (float)cols * dot;
    root[i] = r;
    for (long c = 0; c < cols; ++c) {
        dx[i * cols + c] = r * w[c] * dy[i * cols + c] - pull * x[i * cols + c];
    }
}

__global__ void backward_gain(const float* x, const float* dy, const float* root, float* dw, long rows, long cols)
{
    const long c = (long)blockIdx.x * blockDim.x + threadIdx.x;
    if (c >= cols) {
        return;
    }
    float sum = 0;
    for (long i = 0; i < rows; ++i) {
        sum += dy[i * cols + c] * x[i * cols + c] * root[i];
    }
    dw[c] = sum;
}
