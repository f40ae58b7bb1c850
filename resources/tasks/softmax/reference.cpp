#include <algorithm>
#include <cmath>
#include <cstdint>

void softmax_reference(const float* x, double* y, int64_t rows, int64_t cols)
{
    for (int64_t r = 0; r < rows; ++r) {
        const float* in = x + r * cols;
        double* out = y + r * cols;
        const double largest = *std::max_element(in, in + cols);
        double sum = 0;
        for (int64_t c = 0; c < cols; ++c) {
            out[c] = std::exp(in[c] - largest);
            sum += out[c];
        }
        for (int64_t c = 0; c < cols; ++c) {
            out[c] /= sum;
        }
    }
}
