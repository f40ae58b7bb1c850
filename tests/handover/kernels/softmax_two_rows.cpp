#include <algorithm>
#include <cmath>
#include <cstdint>

// Rows in pairs on all cores.
constexpr int64_t STEP = 2;

float largestOf(const float* row, int64_t cols)
{
    return *std::max_element(row, row + cols);
}

static void oneRow(const float* in, float* out, int64_t cols)
{
    const float largest = largestOf(in, cols);
    float sum = 0;
    for (int64_t c = 0; c < cols; ++c) {
        out[c] = std::exp(in[c] - largest);
        sum += out[c];
    }
    const float inverse = 1 / sum;
    for (int64_t c = 0; c < cols; ++c) {
        out[c] *= inverse;
    }
}

void softmax(const float* x, float* y, int64_t rows, int64_t cols)
{
#pragma omp parallel for schedule(static)
    for (int64_t r = 0; r < rows; r += STEP) {
        for (int64_t i = r; i < std::min(r + STEP, rows); ++i) {
            oneRow(x + i * cols, y + i * cols, cols);
        }
    }
}
