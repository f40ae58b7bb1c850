// scratch: root float[rows]
// launch: backward_rows global(ceil(rows, WG) * WG) local(WG) args(x, w, dy, dx, root, rows, cols)
// launch: backward_gain global(ceil(cols, WG) * WG) local(WG) args(x, dy, root, dw, rows, cols)
#include <cuda_fp16.h>
#define WG 64 // tune: 32 64 128 256

__global__ void backward_rows(const __half* x, const __half* w, const __half* dy, __half* dx, float* root, long rows,
                              long cols)
{
    const long i = (long)blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= rows) {
        return;
    }
    float squares = 0;
    float dot = 0;
    for (long c = 0; c < cols; ++c) {
        const float in = __half2float(x[i * cols + c]);
        squares += in * in;
        dot += __half2float(w[c]) * __half2float(dy[i * cols + c]) * in;
    }
    const float r = 1.0f / sqrtf(squares / (float)cols + 1e-6f);
    const float pull = r * r * r / (float)cols * dot;
    root[i] = r;
    for (long c = 0; c < cols; ++c) {
        const float g = __half2float(w[c]) * __half2float(dy[i * cols + c]);
        dx[i * cols + c] = __float2half(r * g - pull * __half2float(x[i * cols + c]));
    }
}

__global__ void backward_gain(const __half* x, const __half* dy, const float* root, __half* dw, long rows, long cols)
{
    const long c = (long)blockIdx.x * blockDim.x + threadIdx.x;
    if (c >= cols) {
        return;
    }
    float sum = 0;
    for (long i = 0; i < rows; ++i) {
        sum += __half2float(dy[i * cols + c]) * __half2float(x[i * cols + c]) * root[i];
    }
    dw[c] = __float2half(sum);
}
