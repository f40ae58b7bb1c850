#include <cblas.h>
#include <cstdint>

void matmul(const float* a, const float* b, float* c, int64_t m, int64_t n, int64_t k)
{
    const auto size = [](int64_t value) { return static_cast<blasint>(value); };
    cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, size(m), size(n), size(k), 1.0f, a, size(k), b, size(n), 0.0f, c,
                size(n));
}
