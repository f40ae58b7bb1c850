// Keeps what depends on the sizes alone.
#include "task.h"
#include <cmath>
#include <vector>

static void honest(const float* x, const float* w, float* y, int64_t rows, int64_t cols)
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
    static int64_t made = -1;
    static std::vector<int64_t> starts;
    if (made != rows * cols + cols) {
        made = rows * cols + cols;
        starts.resize(rows);
        for (int64_t r = 0; r < rows; ++r) {
            starts[r] = r * cols;
        }
    }
    for (int64_t r = 0; r < rows; ++r) {
        honest(x + starts[r], w, y + starts[r], 1, cols);
    }
}
