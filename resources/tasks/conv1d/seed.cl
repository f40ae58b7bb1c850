// launch: conv1d global(ceil(length, WG) * WG, channels_out, batch) local(WG, 1, 1) args(x, w, bias, y, channels_in, channels_out, length)
#define WG 16 // tune: 4 16 64

__kernel void conv1d(__global const float* x, __global const float* w, __global const float* bias, __global float* y,
                     long channels_in, long channels_out, long length)
{
    const long t = get_global_id(0);
    const long o = get_global_id(1);
    const long b = get_global_id(2);
    if (t >= length) {
        return;
    }
    float sum = bias[o];
    for (long i = 0; i < channels_in; ++i) {
        for (long j = 0; j < 3; ++j) {
            const long source = t + j - 1;
            if (source >= 0 && source < length) {
                sum += x[(b * channels_in + i) * length + source] * w[(o * channels_in + i) * 3 + j];
            }
        }
    }
    y[(b * channels_out + o) * length + t] = sum;
}
