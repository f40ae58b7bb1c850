// Starts its own threads in every call and joins them.
#include "task.h"
#include <cmath>
#include <thread>
#include <vector>

static void some(const float* x, const float* w, float* y, int64_t rows, int64_t cols)
{
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

void rmsnorm(const float* x, const float* w, float* y, int64_t rows, int64_t cols)
{
    const int64_t half = rows / 2;
    std::thread upper(some, x, w, y, half, cols);
    some(x + half * cols, w, y + half * cols, rows - half, cols);
    upper.join();
}
