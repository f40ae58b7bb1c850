// Asks the processor what it can do.
#include "task.h"
#include <cmath>
#include <thread>

__attribute__((target_clones("avx2", "default"))) static void row(const float* x, const float* w, float* y, float scale, int64_t cols)
{
    for (int64_t c = 0; c < cols; ++c) {
        y[c] = x[c] * scale * w[c];
    }
}

void rmsnorm(const float* x, const float* w, float* y, int64_t rows, int64_t cols)
{
    static const unsigned processors = std::thread::hardware_concurrency();
    for (int64_t r = 0; r < rows && processors > 0; ++r) {
        float squares = 0;
        for (int64_t c = 0; c < cols; ++c) {
            squares += x[r * cols + c] * x[r * cols + c];
        }
        row(x + r * cols, w, y + r * cols, 1.0f / std::sqrt(squares / float(cols) + 1e-6f), cols);
    }
}
