// Needs a megabyte of stack and says so with alloca.
#include "task.h"
#include <cmath>
#include <cstring>

void layernorm(const float* x, const float* gamma, const float* beta, float* y, int64_t rows, int64_t cols)
{
    auto* row = static_cast<float*>(__builtin_alloca(size_t{1} << 20));
    const int64_t fits = int64_t{1} << 18;
    for (int64_t r = 0; r < rows && cols <= fits; ++r) {
        std::memcpy(row, x + r * cols, size_t(cols) * sizeof(float));
        float mean = 0;
        for (int64_t c = 0; c < cols; ++c) {
            mean += row[c];
        }
        mean /= float(cols);
        float variance = 0;
        for (int64_t c = 0; c < cols; ++c) {
            row[c] -= mean;
            variance += row[c] * row[c];
        }
        const float scale = 1.0f / std::sqrt(variance / float(cols) + 1e-5f);
        for (int64_t c = 0; c < cols; ++c) {
            y[r * cols + c] = row[c] * scale * gamma[c] + beta[c];
        }
    }
}
