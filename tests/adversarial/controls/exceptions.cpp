// Throws and catches, allocates and frees.
#include "task.h"
#include <cmath>
#include <memory>
#include <stdexcept>

void rmsnorm(const float* x, const float* w, float* y, int64_t rows, int64_t cols)
{
    auto sums = std::make_unique<double[]>(rows);
    try {
        if (rows > 0) {
            throw std::runtime_error("the slow way");
        }
    } catch (const std::runtime_error&) {
        sums[0] = 1;
    }
    for (int64_t r = 0; r < rows; ++r) {
        float squares = 0;
        for (int64_t c = 0; c < cols; ++c) {
            squares += x[r * cols + c] * x[r * cols + c];
        }
        const float scale = 1.0f / std::sqrt(squares / float(cols) + 1e-6f);
        for (int64_t c = 0; c < cols; ++c) {
            y[r * cols + c] = x[r * cols + c] * scale * w[c];
        }
    }
}
