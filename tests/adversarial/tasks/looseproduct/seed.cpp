#include <cstdint>

void looseproduct(const float* a, const float* b, float* y, int64_t rows, int64_t cols)
{
    for (int64_t r = 0; r < rows; ++r) {
        float sum = 0;
        for (int64_t c = 0; c < cols; ++c) {
            sum += a[r * cols + c] * b[r * cols + c];
        }
        y[r] = sum;
    }
}
