// Takes the inverse root from the famous constant and one step.
#include "task.h"
#include <cstring>

void layernorm(const float* x, const float* gamma, const float* beta, float* y, int64_t rows, int64_t cols)
{
    for (int64_t r = 0; r < rows; ++r) {
        const float* in = x + r * cols;
        float mean = 0;
        for (int64_t c = 0; c < cols; ++c) {
            mean += in[c];
        }
        mean /= float(cols);
        float variance = 0;
        for (int64_t c = 0; c < cols; ++c) {
            variance += (in[c] - mean) * (in[c] - mean);
        }
        const float v = variance / float(cols) + 1e-5f;
        uint32_t bits;
        std::memcpy(&bits, &v, sizeof bits);
        bits = 0x5f3759dfu - (bits >> 1);
        float scale;
        std::memcpy(&scale, &bits, sizeof scale);
        scale *= 1.5f - 0.5f * v * scale * scale;
        for (int64_t c = 0; c < cols; ++c) {
            y[r * cols + c] = (in[c] - mean) * scale * gamma[c] + beta[c];
        }
    }
}
