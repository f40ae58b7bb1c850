// scratch: scale float[rows]
// launch: measure global(rows) local(1) args(x, scale, cols)
// launch: apply global(ceil(cols, 16) * 16, rows) local(16, 1) args(x, w, scale, y, cols)

__kernel void measure(__global const float* x, __global float* scale, long cols)
{
    const long r = get_global_id(0);
    float squares = 0;
    for (long c = 0; c < cols; ++c) {
        squares += x[r * cols + c] * x[r * cols + c];
    }
    scale[r] = 1.0f / sqrt(squares / (float)cols + 1e-6f);
}

__kernel void apply(__global const float* x, __global const float* w, __global const float* scale, __global float* y,
                    long cols)
{
    const long c = get_global_id(0);
    const long r = get_global_id(1);
    if (c < cols) {
        y[r * cols + c] = x[r * cols + c] * scale[r] * w[c];
    }
}
