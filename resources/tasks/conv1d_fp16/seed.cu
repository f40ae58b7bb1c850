// launch: conv1d_fp16 global(ceil(length, WG) * WG, channels_out, batch) local(WG, 1, 1) args(x, w, bias, y, channels_in, channels_out, length)
#include <cuda_fp16.h>
#define WG 64 // tune: 32 64 128 256

__global__ void conv1d_fp16(const __half* x, const __half* w, const __half* bias, __half* y, long channels_in,
                            long channels_out, long length)
{
    const long t = (long)blockIdx.x * blockDim.x + threadIdx.x;
    const long o = blockIdx.y;
    const long b = blockIdx.z;
    if (t >= length) {
        return;
    }
    float sum = __half2float(bias[o]);
    for (long i = 0; i < channels_in; ++i) {
        for (long j = 0; j < 3; ++j) {
            const long source = t + j - 1;
            if (source >= 0 && source < length) {
                sum += __half2float(x[(b * channels_in + i) * length + source]) *
                       __half2float(w[(o * channels_in + i) * 3 + j]);
            }
        }
    }
    y[(b * channels_out + o) * length + t] = __float2half(sum);
}
