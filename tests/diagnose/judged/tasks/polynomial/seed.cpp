#include <cstdint>

void polynomial(const float* x, float* y, int64_t n)
{
    float c[129];
    for (int k = 0; k <= 128; ++k) {
        c[k] = 1.0f / static_cast<float>(k + 1);
    }
    for (int64_t i = 0; i < n; ++i) {
        float sum = 0;
        for (int k = 128; k >= 0; --k) {
            sum = sum * x[i] + c[k];
        }
        y[i] = sum;
    }
}
