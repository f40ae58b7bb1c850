#include <algorithm>
#include <cstdint>

void depthwise_conv_reference(const float* x, const float* w, double* y, int64_t batch, int64_t channels, int64_t height,
                              int64_t width)
{
    for (int64_t plane = 0; plane < batch * channels; ++plane) {
        const float* in = x + plane * height * width;
        const float* filter = w + plane % channels * 9;
        double* out = y + plane * height * width;
        std::fill(out, out + height * width, 0.0);
        for (int64_t p = 0; p < 3; ++p) {
            for (int64_t q = 0; q < 3; ++q) {
                const double weight = filter[p * 3 + q];
                for (int64_t i = std::max<int64_t>(0, 1 - p); i < std::min(height, height + 1 - p); ++i) {
                    for (int64_t j = std::max<int64_t>(0, 1 - q); j < std::min(width, width + 1 - q); ++j) {
                        out[i * width + j] += weight * in[(i + p - 1) * width + j + q - 1];
                    }
                }
            }
        }
    }
}
