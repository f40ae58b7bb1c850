#include <algorithm>
#include <cstdint>
#include <vector>

constexpr int64_t TILE = 64; // tune: 16 32 64 128

void wukong_ofm(const float* x, const float* y, float* out, int64_t batch, int64_t n, int64_t d, int64_t k)
{
    for (int64_t b = 0; b < batch; ++b) {
        for (int64_t first = 0; first < k; first += TILE) {
            const int64_t width = std::min(TILE, k - first);
            std::vector<float> t(d * TILE);
            for (int64_t e = 0; e < d; ++e) {
                for (int64_t j = 0; j < width; ++j) {
                    float sum = 0;
                    for (int64_t i = 0; i < n; ++i) {
                        sum += x[(b * n + i) * d + e] * y[(b * n + i) * k + first + j];
                    }
                    t[e * TILE + j] = sum;
                }
            }
            for (int64_t i = 0; i < n; ++i) {
                for (int64_t j = 0; j < width; ++j) {
                    float sum = 0;
                    for (int64_t e = 0; e < d; ++e) {
                        sum += x[(b * n + i) * d + e] * t[e * TILE + j];
                    }
                    out[(b * n + i) * k + first + j] = sum;
                }
            }
        }
    }
}
