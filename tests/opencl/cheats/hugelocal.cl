// launch: rmsnorm global(rows) local(1) args(x, w, y, rows, cols, local long[1048576])

__kernel void rmsnorm(__global const float* x, __global const float* w, __global float* y, long rows, long cols,
                      __local long* row)
{
    const long r = get_global_id(0);
    float squares = 0;
    for (long c = 0; c < cols; ++c) {
        squares += x[r * cols + c] * x[r * cols + c];
    }
    const float scale = 1.0f / sqrt(squares / (float)cols + 1e-6f);
    for (long c = 0; c < cols; ++c) {
        y[r * cols + c] = x[r * cols + c] * scale * w[c];
    }
}
