// launch: cumsum global(ceil(rows, WG) * WG) local(WG) args(x, y, rows, cols)
#define WG 16 // tune: 1 4 16 64

__kernel void cumsum(__global const float* x, __global float* y, long rows, long cols)
{
    const long r = get_global_id(0);
    if (r >= rows) {
        return;
    }
    float sum = 0;
    for (long c = 0; c < cols; ++c) {
        sum += x[r * cols + c];
        y[r * cols + c] = sum;
    }
}
