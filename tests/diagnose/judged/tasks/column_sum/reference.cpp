#include <cstdint>

void column_sum_reference(const float* x, double* y, int64_t rows, int64_t cols)
{
    for (int64_t c = 0; c < cols; ++c) {
        y[c] = 0;
        for (int64_t r = 0; r < rows; ++r) {
            y[c] += static_cast<double>(x[r * cols + c]);
        }
    }
}
