#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

void rmsnorm_backward_fp16_reference(const float16* x, const float16* w, const float16* dy, double* dx, double* dw,
                                     int64_t rows, int64_t cols)
{
    const std::vector<double> gain(w, w + cols);
    std::vector<double> in(cols);
    std::vector<double> gradient(cols);
    std::fill(dw, dw + cols, 0.0);
    for (int64_t i = 0; i < rows; ++i) {
        std::copy(x + i * cols, x + (i + 1) * cols, in.begin());
        std::copy(dy + i * cols, dy + (i + 1) * cols, gradient.begin());
        double squares = 0;
        double dot = 0;
        for (int64_t c = 0; c < cols; ++c) {
            squares += in[c] * in[c];
            dot += gain[c] * gradient[c] * in[c];
        }
        const double r = 1 / std::sqrt(squares / double(cols) + 1e-6);
        const double pull = r * r * r / double(cols) * dot;
        for (int64_t c = 0; c < cols; ++c) {
            dx[i * cols + c] = r * gain[c] * gradient[c] - pull * in[c];
            dw[c] += gradient[c] * in[c] * r;
        }
    }
}
