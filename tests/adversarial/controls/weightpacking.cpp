// Packs the weights in every call, so that the inner loop runs along the output channels.
#include "task.h"
#include <algorithm>
#include <vector>

void conv1d(const float* x, const float* w, const float* bias, float* y, int64_t batch, int64_t channels_in,
            int64_t channels_out, int64_t length)
{
    std::vector<float> packed(channels_in * 3 * channels_out);
    for (int64_t o = 0; o < channels_out; ++o) {
        for (int64_t i = 0; i < channels_in * 3; ++i) {
            packed[i * channels_out + o] = w[o * channels_in * 3 + i];
        }
    }
    std::vector<float> sums(channels_out);
    for (int64_t b = 0; b < batch; ++b) {
        for (int64_t t = 0; t < length; ++t) {
            std::copy(bias, bias + channels_out, sums.begin());
            for (int64_t i = 0; i < channels_in; ++i) {
                for (int64_t j = 0; j < 3; ++j) {
                    const int64_t at = t + j - 1;
                    if (at < 0 || at >= length) {
                        continue;
                    }
                    const float value = x[(b * channels_in + i) * length + at];
                    const float* weights = packed.data() + (i * 3 + j) * channels_out;
                    for (int64_t o = 0; o < channels_out; ++o) {
                        sums[o] += value * weights[o];
                    }
                }
            }
            for (int64_t o = 0; o < channels_out; ++o) {
                y[(b * channels_out + o) * length + t] = sums[o];
            }
        }
    }
}
