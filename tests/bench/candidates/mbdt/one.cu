// A value a thread, borders from memory in registers, all asked for at once.
// launch: mbdt global(ceil(batch, WG) * WG, features) local(WG, 1) args(borders, offsets, x, y, batch, edges)
#define WG 64
#define FEW 8

extern "C" __global__ void __launch_bounds__(WG)
    mbdt(const float* borders, const long* offsets, const float* x, long* y, long batch, long edges)
{
    const long f = blockIdx.y;
    const long at = (long)blockIdx.x * WG + threadIdx.x;
    if (at >= batch) {
        return;
    }
    const float v = __ldg(x + f * batch + at);
    borders += f * (edges + 1);
    long bucket = __ldg(offsets + f);
    if (edges <= FEW) {
        float border[FEW];
#pragma unroll
        for (int e = 0; e < FEW; ++e) {
            border[e] = e < edges ? __ldg(borders + e) : __int_as_float(0x7f800000);
        }
        int below = 0;
#pragma unroll
        for (int e = 0; e < FEW; ++e) {
            below += border[e] < v;
        }
        bucket += below;
    } else {
        int low = 0;
        int high = (int)edges;
        while (low < high) {
            const int middle = (low + high) / 2;
            if (__ldg(borders + middle) < v) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        bucket += low;
    }
    y[f * batch + at] = bucket;
}
