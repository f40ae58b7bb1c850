#include <cmath>
#include <cstdint>

void pffn_half_reference(const float* x, const float* w, const float* bias, double* y, int64_t batch, int64_t n, int64_t d,
                         int64_t k)
{
    for (int64_t b = 0; b < batch; ++b) {
        for (int64_t i = 0; i < n; ++i) {
            double* out = y + (b * n + i) * k;
            for (int64_t j = 0; j < k; ++j) {
                out[j] = bias[b * k + j];
            }
            for (int64_t e = 0; e < d; ++e) {
                const double left = x[(b * n + i) * d + e];
                for (int64_t j = 0; j < k; ++j) {
                    out[j] += left * w[(b * d + e) * k + j];
                }
            }
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
