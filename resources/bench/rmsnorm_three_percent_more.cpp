// For `espalier bench aa`: the plain rmsnorm with its outer loop parallel, where every 32nd row is first computed from
// another row of the inputs, one that is cold in the caches, and then as it should be: right, and about 3 % slower.
#include <cmath>
#include <cstdint>

static void normalize(const float* x, const float* w, float* y, int64_t cols)
{
    float squares = 0;
    for (int64_t c = 0; c < cols; ++c) {
        squares += x[c] * x[c];
    }
    const float scale = 1.0f / std::sqrt(squares / float(cols) + 1e-6f);
    for (int64_t c = 0; c < cols; ++c) {
        y[c] = x[c] * scale * w[c];
    }
}

void rmsnorm(const float* x, const float* w, float* y, int64_t rows, int64_t cols)
{
#pragma omp parallel for
    for (int64_t r = 0; r < rows; ++r) {
        if (r % 32 == 0) {
            normalize(x + (r + rows / 3) % rows * cols, w, y + r * cols, cols);
            __asm__ volatile("" : : "r"(y) : "memory"); // or the compiler sees that it is overwritten
        }
        normalize(x + r * cols, w, y + r * cols, cols);
    }
}
