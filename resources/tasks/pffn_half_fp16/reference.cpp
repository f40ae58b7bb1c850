#include <cmath>
#include <cstdint>
#include <vector>

#if defined(__x86_64__)
#define WIDE __attribute__((target_clones("avx2", "default")))
#else
#define WIDE
#endif

/// out[j] = bias[j] + sum_e x[e] * w[e][j], the products in order.
WIDE static void product(const double* x, const float* w, const double* bias, double* out, int64_t depth, int64_t width)
{
    for (int64_t j = 0; j < width; ++j) {
        out[j] = bias[j];
    }
    int64_t e = 0;
    for (; e + 4 <= depth; e += 4) {
        const float* row = w + e * width;
        for (int64_t j = 0; j < width; ++j) {
            out[j] = out[j] + x[e] * row[j] + x[e + 1] * row[width + j] + x[e + 2] * row[2 * width + j] +
                     x[e + 3] * row[3 * width + j];
        }
    }
    for (; e < depth; ++e) {
        for (int64_t j = 0; j < width; ++j) {
            out[j] += x[e] * w[e * width + j];
        }
    }
}

void pffn_half_fp16_reference(const float16* x, const float16* w, const float16* bias, double* y, int64_t batch,
                              int64_t n, int64_t d, int64_t k)
{
    for (int64_t b = 0; b < batch; ++b) {
        const std::vector<float> weights(w + b * d * k, w + (b + 1) * d * k);
        const std::vector<double> shift(bias + b * k, bias + (b + 1) * k);
        for (int64_t i = 0; i < n; ++i) {
            const float16* in = x + (b * n + i) * d;
            double* out = y + (b * n + i) * k;
            product(std::vector<double>(in, in + d).data(), weights.data(), shift.data(), out, d, k);
            double squares = 0;
            for (int64_t j = 0; j < k; ++j) {
                out[j] = out[j] / 2 * std::erfc(-out[j] / std::sqrt(2.0)); // 1 + erf(v) without its cancellation
                squares += out[j] * out[j];
            }
            const double scale = 1 / std::sqrt(squares / double(k) + 1e-6);
            for (int64_t j = 0; j < k; ++j) {
                out[j] *= scale;
            }
        }
    }
}
