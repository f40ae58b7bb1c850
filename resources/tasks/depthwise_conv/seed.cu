// launch: depthwise_conv global(ceil(width, WG) * WG, height, batch * channels) local(WG, 1, 1) args(x, w, y, channels, height, width)
#define WG 64 // tune: 32 64 128 256

__global__ void depthwise_conv(const float* x, const float* w, float* y, long channels, long height, long width)
{
    const long j = (long)blockIdx.x * blockDim.x + threadIdx.x;
    const long i = blockIdx.y;
    const long plane = blockIdx.z;
    const long c = plane % channels;
    if (j >= width) {
        return;
    }
    float sum = 0;
    for (long p = 0; p < 3; ++p) {
        for (long q = 0; q < 3; ++q) {
            const long row = i + p - 1;
            const long col = j + q - 1;
            if (row >= 0 && row < height && col >= 0 && col < width) {
                sum += x[(plane * height + row) * width + col] * w[(c * 3 + p) * 3 + q];
            }
        }
    }
    y[(plane * height + i) * width + j] = sum;
}
