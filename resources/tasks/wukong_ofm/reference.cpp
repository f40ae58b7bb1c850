#include <algorithm>
#include <cstdint>
#include <vector>

void wukong_ofm_reference(const float* x, const float* y, double* out, int64_t batch, int64_t n, int64_t d, int64_t k)
{
    std::vector<double> t(static_cast<std::size_t>(d * k));
    for (int64_t b = 0; b < batch; ++b) {
        std::fill(t.begin(), t.end(), 0.0);
        for (int64_t i = 0; i < n; ++i) {
            for (int64_t e = 0; e < d; ++e) {
                const double left = x[(b * n + i) * d + e];
                for (int64_t j = 0; j < k; ++j) {
                    t[static_cast<std::size_t>(e * k + j)] += left * y[(b * n + i) * k + j];
                }
            }
        }
        for (int64_t i = 0; i < n; ++i) {
            double* row = out + (b * n + i) * k;
            std::fill(row, row + k, 0.0);
            for (int64_t e = 0; e < d; ++e) {
                const double left = x[(b * n + i) * d + e];
                for (int64_t j = 0; j < k; ++j) {
                    row[j] += left * t[static_cast<std::size_t>(e * k + j)];
                }
            }
        }
    }
}
