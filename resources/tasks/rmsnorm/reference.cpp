#include <cmath>
#include <cstdint>

void rmsnorm_reference(const float* x, const float* w, double* y, int64_t rows, int64_t cols)
{
    for (int64_t r = 0; r < rows; ++r) {
        double squares = 0;
        for (int64_t c = 0; c < cols; ++c) {
            squares += double(x[r * cols + c]) * x[r * cols + c];
        }
        const double scale = 1 / std::sqrt(squares / double(cols) + 1e-6);
        for (int64_t c = 0; c < cols; ++c) {
            y[r * cols + c] = x[r * cols + c] * scale * w[c];
        }
    }
}
