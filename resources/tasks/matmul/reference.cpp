#include <cstdint>

void matmul_reference(const float* a, const float* b, double* c, int64_t m, int64_t n, int64_t k)
{
    for (int64_t i = 0; i < m; ++i) {
        for (int64_t j = 0; j < n; ++j) {
            c[i * n + j] = 0;
        }
        for (int64_t p = 0; p < k; ++p) {
            const double left = a[i * k + p];
            for (int64_t j = 0; j < n; ++j) {
                c[i * n + j] += left * b[p * n + j];
            }
        }
    }
}
