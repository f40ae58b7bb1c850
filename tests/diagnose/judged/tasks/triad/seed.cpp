#include <cstdint>

void triad(const float* a, const float* b, float* y, int64_t n)
{
    for (int64_t i = 0; i < n; ++i) {
        y[i] = a[i] + 3.0f * b[i];
    }
}
