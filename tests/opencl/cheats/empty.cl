// launch: rmsnorm global(rows) local(1) args(x, w, y, rows, cols)

__kernel void rmsnorm(__global const float* x, __global const float* w, __global float* y, long rows, long cols)
{
    const long r = get_global_id(0);
}
