// Puts a value that equals a border on its wrong side.
// launch: mbdt global(ceil(batch, 128) * 128, features) local(128, 1) args(borders, offsets, x, y, batch, edges)

__global__ void mbdt(const float* borders, const long* offsets, const float* x, long* y, long batch, long edges)
{
    const long b = (long)blockIdx.x * blockDim.x + threadIdx.x;
    const long f = blockIdx.y;
    if (b >= batch) {
        return;
    }
    long bucket = 0;
    while (bucket < edges && borders[f * (edges + 1) + bucket] <= x[f * batch + b]) {
        ++bucket;
    }
    y[f * batch + b] = offsets[f] + bucket;
}
