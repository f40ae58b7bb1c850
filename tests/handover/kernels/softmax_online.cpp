#include "task.h"
#ifdef __AVX2__
#include <immintrin.h>
#endif
#include <cmath>

// Largest and sum in one pass. The same name as in another kernel, with another meaning: its index.
int64_t largestOf(const float* row, int64_t cols)
{
    int64_t at = 0;
    for (int64_t c = 1; c < cols; ++c) {
        at = row[c] > row[at] ? c : at;
    }
    return at;
}

constexpr int64_t STEP = 1; /* #include <nothing> */

void softmax(const float* x, float* y, int64_t rows, int64_t cols)
{
    for (int64_t r = 0; r < rows; r += STEP) {
        const float* in = x + r * cols;
        const float largest = in[largestOf(in, cols)];
        double sum = 0;
        for (int64_t c = 0; c < cols; ++c) {
            sum += std::exp(in[c] - largest);
        }
        for (int64_t c = 0; c < cols; ++c) {
            y[r * cols + c] = static_cast<float>(std::exp(in[c] - largest) / sum);
        }
    }
}
