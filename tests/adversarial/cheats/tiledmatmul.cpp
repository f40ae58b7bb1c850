// Right for whole tiles of four columns; what is left over is forgotten.
#include "task.h"

void matmul(const float* a, const float* b, float* c, int64_t m, int64_t n, int64_t k)
{
    for (int64_t i = 0; i < m; ++i) {
        for (int64_t j = 0; j + 4 <= n; j += 4) {
            float sum[4] = {};
            for (int64_t p = 0; p < k; ++p) {
                for (int64_t t = 0; t < 4; ++t) {
                    sum[t] += a[i * k + p] * b[p * n + j + t];
                }
            }
            for (int64_t t = 0; t < 4; ++t) {
                c[i * n + j + t] = sum[t];
            }
        }
    }
}
