// Loads a whole line past the end for its own convenience.
#include "task.h"

static void honest(const float* x, float* y, int64_t rows, int64_t cols)
{
    for (int64_t r = 0; r < rows; ++r) {
        float sum = 0;
        for (int64_t c = 0; c < cols; ++c) {
            sum += x[r * cols + c];
            y[r * cols + c] = sum;
        }
    }
}

void cumsum(const float* x, float* y, int64_t rows, int64_t cols)
{
    honest(x, y, rows, cols);
    volatile float sink = 0;
    for (int64_t i = 0; i < 16; ++i) {
        sink = sink + x[rows * cols + i];
    }
}
