#include <algorithm>
#include <cmath>
#include <cstdint>

void rmsnorm_backward_reference(const float* x, const float* w, const float* dy, double* dx, double* dw, int64_t rows,
                                int64_t cols)
{
    std::fill(dw, dw + cols, 0.0);
    for (int64_t i = 0; i < rows; ++i) {
        const float* in = x + i * cols;
        const float* gradient = dy + i * cols;
        double squares = 0;
        double dot = 0;
        for (int64_t c = 0; c < cols; ++c) {
            squares += double(in[c]) * in[c];
            dot += double(w[c]) * gradient[c] * in[c];
        }
        const double r = 1 / std::sqrt(squares / double(cols) + 1e-6);
        const double pull = r * r * r / double(cols) * dot;
        for (int64_t c = 0; c < cols; ++c) {
            dx[i * cols + c] = r * w[c] * gradient[c] - pull * in[c];
            dw[c] += double(gradient[c]) * in[c] * r;
        }
    }
}
