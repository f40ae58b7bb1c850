// Maximum and sum in one pass.
#include "task.h"
#include <cmath>

void softmax(const float* x, float* y, int64_t rows, int64_t cols)
{
    for (int64_t r = 0; r < rows; ++r) {
        const float* in = x + r * cols;
        float largest = in[0];
        float sum = 1;
        for (int64_t c = 1; c < cols; ++c) {
            if (in[c] > largest) {
                sum = sum * std::exp(largest - in[c]) + 1;
                largest = in[c];
            } else {
                sum += std::exp(in[c] - largest);
            }
        }
        for (int64_t c = 0; c < cols; ++c) {
            y[r * cols + c] = std::exp(in[c] - largest) / sum;
        }
    }
}
