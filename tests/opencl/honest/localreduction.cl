// launch: rmsnorm global(rows * WG) local(WG) args(x, w, y, rows, cols, local float[WG])
#define WG 32

__kernel void rmsnorm(__global const float* x, __global const float* w, __global float* y, long rows, long cols,
                      __local float* part)
{
    const long r = get_group_id(0);
    const long l = get_local_id(0);
    float squares = 0;
    for (long c = l; c < cols; c += WG) {
        squares += x[r * cols + c] * x[r * cols + c];
    }
    part[l] = squares;
    barrier(CLK_LOCAL_MEM_FENCE);
    for (long step = WG / 2; step > 0; step /= 2) {
        if (l < step) {
            part[l] += part[l + step];
        }
        barrier(CLK_LOCAL_MEM_FENCE);
    }
    const float scale = 1.0f / sqrt(part[0] / (float)cols + 1e-6f);
    for (long c = l; c < cols; c += WG) {
        y[r * cols + c] = x[r * cols + c] * scale * w[c];
    }
}
