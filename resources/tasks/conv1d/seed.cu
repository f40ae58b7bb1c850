// launch: conv1d global(ceil(length, WG) * WG, channels_out, batch) local(WG, 1, 1) args(x, w, bias, y, channels_in, channels_out, length)
#define WG 64 // tune: 32 64 128 256

__global__ void conv1d(const float* x, const float* w, const float* bias, float* y, long channels_in, long channels_out,
                       long length)
{
    const long t = (long)blockIdx.x * blockDim.x + threadIdx.x;
    const long o = blockIdx.y;
    const long b = blockIdx.z;
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
