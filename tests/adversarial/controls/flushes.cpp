// Flushes denormals to zero while it works and sets everything back.
#include "task.h"
#include <algorithm>
#include <cmath>
#include <xmmintrin.h>

static void honest(const float* x, float* y, int64_t rows, int64_t cols)
{
    for (int64_t r = 0; r < rows; ++r) {
        const float* in = x + r * cols;
        float* out = y + r * cols;
        const float largest = *std::max_element(in, in + cols);
        float sum = 0;
        for (int64_t c = 0; c < cols; ++c) {
            out[c] = std::exp(in[c] - largest);
            sum += out[c];
        }
        for (int64_t c = 0; c < cols; ++c) {
            out[c] /= sum;
        }
    }
}

void softmax(const float* x, float* y, int64_t rows, int64_t cols)
{
    const unsigned before = _mm_getcsr();
    _mm_setcsr(before | 0x8040);
    honest(x, y, rows, cols);
    _mm_setcsr(before);
}
