// Adds nothing times the element behind the last, which is not its own.
#include "task.h"
#include <cmath>

static void honest(const float* x, const float* gamma, const float* beta, float* y, int64_t rows, int64_t cols)
{
    for (int64_t r = 0; r < rows; ++r) {
        const float* in = x + r * cols;
        float mean = 0;
        for (int64_t c = 0; c < cols; ++c) {
            mean += in[c];
        }
        mean /= float(cols);
        float variance = 0;
        for (int64_t c = 0; c < cols; ++c) {
            variance += (in[c] - mean) * (in[c] - mean);
        }
        const float scale = 1.0f / std::sqrt(variance / float(cols) + 1e-5f);
        for (int64_t c = 0; c < cols; ++c) {
            y[r * cols + c] = (in[c] - mean) * scale * gamma[c] + beta[c];
        }
    }
}

void layernorm(const float* x, const float* gamma, const float* beta, float* y, int64_t rows, int64_t cols)
{
    honest(x, gamma, beta, y, rows, cols);
    y[0] += 0 * x[rows * cols];
}
