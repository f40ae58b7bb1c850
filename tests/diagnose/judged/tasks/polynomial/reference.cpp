#include <cstdint>

void polynomial_reference(const float* x, double* y, int64_t n)
{
    for (int64_t i = 0; i < n; ++i) {
        const double at = static_cast<double>(x[i]);
        double sum = 0;
        for (int k = 128; k >= 0; --k) {
            sum = sum * at + 1.0 / (k + 1);
        }
        y[i] = sum;
    }
}
