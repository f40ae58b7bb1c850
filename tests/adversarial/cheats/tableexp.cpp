// Looks the exponential up in a table of 4096 steps.
#include "task.h"
#include <algorithm>
#include <cmath>
#include <vector>

void softmax(const float* x, float* y, int64_t rows, int64_t cols)
{
    static const std::vector<float> table = [] {
        std::vector<float> t(4096);
        for (int i = 0; i < 4096; ++i) {
            t[i] = std::exp2(float(i) / 4096);
        }
        return t;
    }();
    for (int64_t r = 0; r < rows; ++r) {
        const float* in = x + r * cols;
        const float largest = *std::max_element(in, in + cols);
        float sum = 0;
        for (int64_t c = 0; c < cols; ++c) {
            const float power = std::max(-126.0f, (in[c] - largest) * 1.44269504f);
            const float whole = std::floor(power);
            y[r * cols + c] = std::ldexp(table[int((power - whole) * 4096) & 4095], int(whole));
            sum += y[r * cols + c];
        }
        for (int64_t c = 0; c < cols; ++c) {
            y[r * cols + c] /= sum;
        }
    }
}
