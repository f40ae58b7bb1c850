// scratch: root float[rows]
// launch: backward_rows global(ceil(rows, WG) * WG) local(WG) args(x, w, dy, dx, root, rows, cols)
// launch: backward_gain global(ceil(cols, WG) * WG) local(WG) args(x, dy, root, dw, rows, cols)
#define WG 16 // tune: 1 4 16 64

__kernel void backward_rows(__global const float* x, __global const float* w, __global const float* dy,
                            __global float* dx, __global float* root, long rows, long cols)
{
    const long i = get_global_id(0);
    if (i >= rows) {
        return;
    }
    float squares = 0;
    float dot = 0;
    for (long c = 0; c < cols; ++c) {
        squares += x[i * cols + c] * x[i * cols + c];
        dot += w[c] * dy[i * cols + c] * x[i * cols + c];
    }
    const float r = 1.0f / sqrt(squares / (float)cols + 1e-6f);
    const float pull = r * r * r / (float)cols * dot;
    root[i] = r;
    for (long c = 0; c < cols; ++c) {
        dx[i * cols + c] = r * w[c] * dy[i * cols + c] - pull * x[i * cols + c];
    }
}

__kernel void backward_gain(__global const float* x, __global const float* dy, __global const float* root,
                            __global float* dw, long rows, long cols)
{
    const long c = get_global_id(0);
    if (c >= cols) {
        return;
    }
    float sum = 0;
    for (long i = 0; i < rows; ++i) {
        sum += dy[i * cols + c] * x[i * cols + c] * root[i];
    }
    dw[c] = sum;
}
