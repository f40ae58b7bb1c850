#include <cstdint>

void looseproduct_reference(const float* a, const float* b, double* y, int64_t rows, int64_t cols)
{
    for (int64_t r = 0; r < rows; ++r) {
        y[r] = 0;
        for (int64_t c = 0; c < cols; ++c) {
            y[r] += double(a[r * cols + c]) * b[r * cols + c];
        }
    }
}
