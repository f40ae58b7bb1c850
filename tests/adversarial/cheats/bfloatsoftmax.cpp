// Computes on bfloat16 and says float.
#include "task.h"
#include <algorithm>
#include <cmath>
#include <cstring>

void softmax(const float* x, float* y, int64_t rows, int64_t cols)
{
    const auto cut = [](float v) {
        uint32_t bits;
        std::memcpy(&bits, &v, sizeof bits);
        bits = (bits + 0x8000u) & 0xffff0000u;
        std::memcpy(&v, &bits, sizeof bits);
        return v;
    };
    for (int64_t r = 0; r < rows; ++r) {
        const float* in = x + r * cols;
        const float largest = *std::max_element(in, in + cols);
        float sum = 0;
        for (int64_t c = 0; c < cols; ++c) {
            y[r * cols + c] = cut(std::exp(cut(in[c] - largest)));
            sum += y[r * cols + c];
        }
        for (int64_t c = 0; c < cols; ++c) {
            y[r * cols + c] /= sum;
        }
    }
}
