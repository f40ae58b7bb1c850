// Computes on bfloat16, which this task allows.
#include "task.h"
#include <cstring>

static float cut(float v)
{
    uint32_t bits;
    std::memcpy(&bits, &v, sizeof bits);
    bits = (bits + 0x8000u) & 0xffff0000u;
    std::memcpy(&v, &bits, sizeof bits);
    return v;
}

void roughproduct(const float* a, const float* b, float* y, int64_t rows, int64_t cols)
{
    for (int64_t r = 0; r < rows; ++r) {
        float sum = 0;
        for (int64_t c = 0; c < cols; ++c) {
            sum += cut(a[r * cols + c]) * cut(b[r * cols + c]);
        }
        y[r] = sum;
    }
}
