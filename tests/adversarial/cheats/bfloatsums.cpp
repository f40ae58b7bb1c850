// Keeps its running sum in bfloat16.
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

void cumsum(const float* x, float* y, int64_t rows, int64_t cols)
{
    for (int64_t r = 0; r < rows; ++r) {
        float sum = 0;
        for (int64_t c = 0; c < cols; ++c) {
            sum = cut(sum + x[r * cols + c]);
            y[r * cols + c] = sum;
        }
    }
}
