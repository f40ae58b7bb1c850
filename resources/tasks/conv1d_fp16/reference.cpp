#include <algorithm>
#include <cstdint>
#include <vector>

#if defined(__x86_64__)
#define WIDE __attribute__((target_clones("avx2", "default")))
#else
#define WIDE
#endif

/// Adds one input channel, which has a zero before its first point and one behind its last.
WIDE static void add(float* sum, const float* in, const float* w, int64_t length)
{
    for (int64_t t = 0; t < length; ++t) {
        sum[t] += w[0] * in[t] + w[1] * in[t + 1] + w[2] * in[t + 2];
    }
}

/// In float32, whose error is 2^-13 of half precision's, because at the sizes of a GPU double takes twice as long. Each
/// sum of a channel group starts anew, so that errors do not grow with the number of channels.
void conv1d_fp16_reference(const float16* x, const float16* w, const float16* bias, double* y, int64_t batch,
                           int64_t channels_in, int64_t channels_out, int64_t length)
{
    const int64_t group = 64;
    const std::vector<float> weights(w, w + channels_out * channels_in * 3);
    std::vector<float> padded(channels_in * (length + 2), 0.0f);
    std::vector<float> sum(length);
    for (int64_t b = 0; b < batch; ++b) {
        for (int64_t i = 0; i < channels_in; ++i) {
            const float16* in = x + (b * channels_in + i) * length;
            std::copy(in, in + length, padded.begin() + i * (length + 2) + 1);
        }
        for (int64_t o = 0; o < channels_out; ++o) {
            double* out = y + (b * channels_out + o) * length;
            std::fill(out, out + length, double(bias[o]));
            for (int64_t first = 0; first < channels_in; first += group) {
                std::fill(sum.begin(), sum.end(), 0.0f);
                for (int64_t i = first; i < std::min(first + group, channels_in); ++i) {
                    add(sum.data(), padded.data() + i * (length + 2), weights.data() + (o * channels_in + i) * 3, length);
                }
                for (int64_t t = 0; t < length; ++t) {
                    out[t] += sum[t];
                }
            }
        }
    }
}
