#include <cmath>
#include <cstdint>
#include <vector>

#if defined(__x86_64__)
#define WIDE __attribute__((target_clones("avx2", "default")))
#else
#define WIDE
#endif

/// out[j] = bias[j] + sum_e x[e] * w[e][j], the products in order.
WIDE static void product(const double* x, const float* w, const double* bias, double* out, int64_t depth, int64_t width)
{
    for (int64_t j = 0; j < width; ++j) {
        out[j] = bias[j];
    }
    int64_t e = 0;
    for (; e + 4 <= depth; e += 4) {
        const float* row = w + e * width;
        for (int64_t j = 0; j < width; ++j) {
            out[j] = out[j] + x[e] * row[j] + x[e + 1] * row[width + j] + x[e + 2] * row[2 * width + j] +
                     x[e + 3] * row[3 * width + j];
        }
    }
    for (; e < depth; ++e) {
        for (int64_t j = 0; j < width; ++j) {
            out[j] += x[e] * w[e * width + j];
        }
    }
}

static void normalise(double* row, int64_t width)
{
    double squares = 0;
    for (int64_t j = 0; j < width; ++j) {
        squares += row[j] * row[j];
    }
    const double scale = 1 / std::sqrt(squares / double(width) + 1e-6);
    for (int64_t j = 0; j < width; ++j) {
        row[j] *= scale;
    }
}

void pffn_fp16_reference(const float16* x, const float16* w1, const float16* b1, const float16* w2, const float16* b2,
                         double* y, int64_t batch, int64_t n, int64_t d, int64_t k)
{
    std::vector<double> h(k);
    for (int64_t b = 0; b < batch; ++b) {
        const std::vector<float> first(w1 + b * d * k, w1 + (b + 1) * d * k);
        const std::vector<float> second(w2 + b * d * k, w2 + (b + 1) * d * k);
        const std::vector<double> firstShift(b1 + b * k, b1 + (b + 1) * k);
        const std::vector<double> secondShift(b2 + b * d, b2 + (b + 1) * d);
        for (int64_t i = 0; i < n; ++i) {
            const float16* in = x + (b * n + i) * d;
            product(std::vector<double>(in, in + d).data(), first.data(), firstShift.data(), h.data(), d, k);
            for (double& v : h) {
                v = v / 2 * std::erfc(-v / std::sqrt(2.0)); // 1 + erf(v) without its cancellation
            }
            normalise(h.data(), k);
            double* out = y + (b * n + i) * d;
            product(h.data(), second.data(), secondShift.data(), out, k, d);
            normalise(out, d);
        }
    }
}
