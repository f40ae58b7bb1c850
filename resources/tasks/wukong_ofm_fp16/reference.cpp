#include <algorithm>
#include <cstdint>
#include <vector>

/// As (x * transpose(x)) * y: a tenth of the operations, and in double no matter for the answer.
void wukong_ofm_fp16_reference(const float16* x, const float16* y, double* out, int64_t batch, int64_t n, int64_t d,
                               int64_t k)
{
    std::vector<double> left(n * d);
    std::vector<double> right(n * k);
    for (int64_t b = 0; b < batch; ++b) {
        std::copy(x + b * n * d, x + (b + 1) * n * d, left.begin());
        std::copy(y + b * n * k, y + (b + 1) * n * k, right.begin());
        for (int64_t i = 0; i < n; ++i) {
            double* row = out + (b * n + i) * k;
            std::fill(row, row + k, 0.0);
            for (int64_t m = 0; m < n; ++m) {
                double product = 0;
                for (int64_t e = 0; e < d; ++e) {
                    product += left[i * d + e] * left[m * d + e];
                }
                const double* in = right.data() + m * k;
                for (int64_t j = 0; j < k; ++j) {
                    row[j] += product * in[j];
                }
            }
        }
    }
}
