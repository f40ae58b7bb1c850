// launch: mbdt global(ceil(batch, WG) * WG, features) local(WG, 1) args(borders, offsets, x, y, batch, edges)
#define WG 128 // tune: 64 128 256 512

__global__ void mbdt(const float* borders, const long* offsets, const float* x, long* y, long batch, long edges)
{
    const long b = (long)blockIdx.x * blockDim.x + threadIdx.x;
    const long f = blockIdx.y;
    if (b >= batch) {
        return;
    }
    long bucket = 0;
    while (bucket < edges && borders[f * (edges + 1) + bucket] < x[f * batch + b]) {
        ++bucket;
    }
    y[f * batch + b] = offsets[f] + bucket;
}
