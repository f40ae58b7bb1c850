// launch: softmax global(ceil(rows, WG) * WG) local(WG) args(x, y, rows, cols)
#define WG 16 // tune: 1 4 16 64

__kernel void softmax(__global const float* x, __global float* y, long rows, long cols)
{
    const long r = get_global_id(0);
    if (r >= rows) {
        return;
    }
    float largest = x[r * cols];
    for (long c = 1; c < cols; ++c) {
        if (x[r * cols + c] > largest) {
            largest = x[r * cols + c];
        }
    }
    float sum = 0;
    for (long c = 0; c < cols; ++c) {
        y[r * cols + c] = exp(x[r * cols + c] - largest);
        sum += y[r * cols + c];
    }
    for (long c = 0; c < cols; ++c) {
        y[r * cols + c] = y[r * cols + c] / sum;
    }
}
