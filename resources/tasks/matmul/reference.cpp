#include <algorithm>
#include <cstdint>

#if defined(__x86_64__)
#define WIDE __attribute__((target_clones("avx2", "default")))
#else
#define WIDE
#endif

/// Adds left[q] * b[q * stride + j] to row[j], the products in order.
WIDE static void addFour(double* row, const double* left, const float* b, int64_t stride, int64_t count)
{
    for (int64_t j = 0; j < count; ++j) {
        row[j] = row[j] + left[0] * b[j] + left[1] * b[stride + j] + left[2] * b[2 * stride + j] +
                 left[3] * b[3 * stride + j];
    }
}

WIDE static void addOne(double* row, double left, const float* b, int64_t count)
{
    for (int64_t j = 0; j < count; ++j) {
        row[j] += left * b[j];
    }
}

/// Each sum goes over k in order. Blocks of b are used for all rows while they lie in a cache.
void matmul_reference(const float* a, const float* b, double* c, int64_t m, int64_t n, int64_t k)
{
    const int64_t depth = 64;
    const int64_t width = 512;
    std::fill(c, c + m * n, 0.0);
    for (int64_t j = 0; j < n; j += width) {
        for (int64_t begin = 0; begin < k; begin += depth) {
            const int64_t end = std::min(begin + depth, k);
            for (int64_t i = 0; i < m; ++i) {
                double* row = c + i * n + j;
                int64_t p = begin;
                for (; p + 4 <= end; p += 4) {
                    const double left[4] = {a[i * k + p], a[i * k + p + 1], a[i * k + p + 2], a[i * k + p + 3]};
                    addFour(row, left, b + p * n + j, n, std::min(width, n - j));
                }
                for (; p < end; ++p) {
                    addOne(row, a[i * k + p], b + p * n + j, std::min(width, n - j));
                }
            }
        }
    }
}
