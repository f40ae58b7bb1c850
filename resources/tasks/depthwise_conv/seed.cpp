#include <cstdint>

void depthwise_conv(const float* x, const float* w, float* y, int64_t batch, int64_t channels, int64_t height, int64_t width)
{
    for (int64_t b = 0; b < batch; ++b) {
        for (int64_t c = 0; c < channels; ++c) {
            for (int64_t i = 0; i < height; ++i) {
                for (int64_t j = 0; j < width; ++j) {
                    float sum = 0;
                    for (int64_t p = 0; p < 3; ++p) {
                        for (int64_t q = 0; q < 3; ++q) {
                            const int64_t row = i + p - 1;
                            const int64_t col = j + q - 1;
                            if (row >= 0 && row < height && col >= 0 && col < width) {
                                sum += x[((b * channels + c) * height + row) * width + col] * w[(c * 3 + p) * 3 + q];
                            }
                        }
                    }
                    y[((b * channels + c) * height + i) * width + j] = sum;
                }
            }
        }
    }
}
