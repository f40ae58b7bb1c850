// Fills one output of two.
#include "task.h"
#include <cmath>

void rmsnorm_backward(const float* x, const float* w, const float* dy, float* dx, float* dw, int64_t rows, int64_t cols)
{
    for (int64_t i = 0; i < rows; ++i) {
        float squares = 0;
        float dot = 0;
        for (int64_t c = 0; c < cols; ++c) {
            squares += x[i * cols + c] * x[i * cols + c];
            dot += w[c] * dy[i * cols + c] * x[i * cols + c];
        }
        const float r = 1.0f / std::sqrt(squares / float(cols) + 1e-6f);
        const float pull = r * r * r / float(cols) * dot;
        for (int64_t c = 0; c < cols; ++c) {
            dx[i * cols + c] = r * w[c] * dy[i * cols + c] - pull * x[i * cols + c];
        }
    }
    (void)dw;
}
