#include <cstdint>

void triad_reference(const float* a, const float* b, double* y, int64_t n)
{
    for (int64_t i = 0; i < n; ++i) {
        y[i] = static_cast<double>(a[i]) + 3.0 * static_cast<double>(b[i]);
    }
}
