#include <cstdint>

// The kernel compute.cpp on one core.
#if defined(__AVX512F__)
#define LANES 16
#elif defined(__AVX__)
#define LANES 8
#else
#define LANES 4
#endif
constexpr int kVectors = 7;
constexpr int64_t kBlock = LANES * kVectors;

void polynomial(const float* x, float* y, int64_t n)
{
    float c[129];
    for (int k = 0; k <= 128; ++k) {
        c[k] = 1.0f / static_cast<float>(k + 1);
    }

    for (int64_t i = 0; i < n / kBlock; ++i) {
        typedef float Lanes __attribute__((vector_size(LANES * 4), aligned(4)));
        const int64_t at = i * kBlock;
        Lanes v[kVectors];
        Lanes sum[kVectors] = {};
#pragma GCC unroll 64
        for (int j = 0; j < kVectors; ++j) {
            v[j] = *reinterpret_cast<const Lanes*>(x + at + j * LANES);
        }
        for (int k = 128; k >= 0; --k) {
#pragma GCC unroll 64
            for (int j = 0; j < kVectors; ++j) {
                sum[j] = sum[j] * v[j] + c[k];
            }
        }
#pragma GCC unroll 64
        for (int j = 0; j < kVectors; ++j) {
            *reinterpret_cast<Lanes*>(y + at + j * LANES) = sum[j];
        }
    }
    for (int64_t i = n / kBlock * kBlock; i < n; ++i) {
        float sum = 0;
        for (int k = 128; k >= 0; --k) {
            sum = sum * x[i] + c[k];
        }
        y[i] = sum;
    }
}
