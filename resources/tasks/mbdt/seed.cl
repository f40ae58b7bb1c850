// launch: mbdt global(ceil(batch, WG) * WG, features) local(WG, 1) args(borders, offsets, x, y, batch, edges)
#define WG 64 // tune: 16 64 256

__kernel void mbdt(__global const float* borders, __global const long* offsets, __global const float* x,
                   __global long* y, long batch, long edges)
{
    const long b = get_global_id(0);
    const long f = get_global_id(1);
    if (b >= batch) {
        return;
    }
    long bucket = 0;
    while (bucket < edges && borders[f * (edges + 1) + bucket] < x[f * batch + b]) {
        ++bucket;
    }
    y[f * batch + b] = offsets[f] + bucket;
}
