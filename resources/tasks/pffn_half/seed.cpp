#include <cmath>
#include <cstdint>

void pffn_half(const float* x, const float* w, const float* bias, float* y, int64_t batch, int64_t n, int64_t d, int64_t k)
{
    for (int64_t b = 0; b < batch; ++b) {
        for (int64_t i = 0; i < n; ++i) {
            float squares = 0;
            for (int64_t j = 0; j < k; ++j) {
                float sum = bias[b * k + j];
                for (int64_t e = 0; e < d; ++e) {
                    sum += x[(b * n + i) * d + e] * w[(b * d + e) * k + j];
                }
                const float h = 0.5f * sum * (1.0f + std::erf(sum * 0.70710678f));
                y[(b * n + i) * k + j] = h;
                squares += h * h;
            }
            const float scale = 1.0f / std::sqrt(squares / float(k) + 1e-6f);
            for (int64_t j = 0; j < k; ++j) {
                y[(b * n + i) * k + j] *= scale;
            }
        }
    }
}
