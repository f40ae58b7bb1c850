#include <cmath>
#include <cstdint>

void layernorm(const float* x, const float* gamma, const float* beta, float* y, int64_t rows, int64_t cols)
{
    for (int64_t r = 0; r < rows; ++r) {
        float mean = 0;
        for (int64_t c = 0; c < cols; ++c) {
            mean += x[r * cols + c];
        }
        mean /= float(cols);
        float variance = 0;
        for (int64_t c = 0; c < cols; ++c) {
            const float centred = x[r * cols + c] - mean;
            variance += centred * centred;
        }
        variance /= float(cols);
        const float scale = 1.0f / std::sqrt(variance + 1e-5f);
        for (int64_t c = 0; c < cols; ++c) {
            y[r * cols + c] = (x[r * cols + c] - mean) * scale * gamma[c] + beta[c];
        }
    }
}
