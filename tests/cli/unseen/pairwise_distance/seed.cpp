#include <cstdint>

void pairwise_distance(const float* x, const float* m, const float* w, float* d, float* near, int64_t queries,
                       int64_t centres, int64_t features)
{
    for (int64_t q = 0; q < queries; ++q) {
        for (int64_t c = 0; c < centres; ++c) {
            float sum = 0;
            for (int64_t k = 0; k < features; ++k) {
                const float gap = x[q * features + k] - m[c * features + k];
                sum += w[k] * gap * gap;
            }
            d[q * centres + c] = sum;
        }
        float least = d[q * centres];
        for (int64_t c = 1; c < centres; ++c) {
            if (d[q * centres + c] < least) {
                least = d[q * centres + c];
            }
        }
        near[q] = least;
    }
}
