#include <cmath>
#include <cstdint>

void layernorm_reference(const float* x, const float* gamma, const float* beta, double* y, int64_t rows, int64_t cols)
{
    for (int64_t r = 0; r < rows; ++r) {
        const float* in = x + r * cols;
        double mean = 0;
        for (int64_t c = 0; c < cols; ++c) {
            mean += in[c];
        }
        mean /= double(cols);
        double variance = 0;
        for (int64_t c = 0; c < cols; ++c) {
            variance += (in[c] - mean) * (in[c] - mean);
        }
        const double scale = 1 / std::sqrt(variance / double(cols) + 1e-5);
        for (int64_t c = 0; c < cols; ++c) {
            y[r * cols + c] = (in[c] - mean) * scale * gamma[c] + beta[c];
        }
    }
}
