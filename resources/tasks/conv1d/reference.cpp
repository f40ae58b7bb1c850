#include <algorithm>
#include <cstdint>

void conv1d_reference(const float* x, const float* w, const float* bias, double* y, int64_t batch, int64_t channels_in,
                      int64_t channels_out, int64_t length)
{
    for (int64_t b = 0; b < batch; ++b) {
        for (int64_t o = 0; o < channels_out; ++o) {
            double* out = y + (b * channels_out + o) * length;
            std::fill(out, out + length, double(bias[o]));
            for (int64_t i = 0; i < channels_in; ++i) {
                const float* in = x + (b * channels_in + i) * length;
                for (int64_t j = 0; j < 3; ++j) {
                    const double weight = w[(o * channels_in + i) * 3 + j];
                    const int64_t shift = j - 1;
                    const int64_t first = std::max<int64_t>(0, -shift);
                    const int64_t last = std::min<int64_t>(length, length - shift);
                    for (int64_t t = first; t < last; ++t) {
                        out[t] += weight * in[t + shift];
                    }
                }
            }
        }
    }
}
