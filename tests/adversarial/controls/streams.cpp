// Stores past the cache where the address allows it, and asks for lines ahead.
#include "task.h"
#include <cmath>
#include <xmmintrin.h>

void rmsnorm(const float* x, const float* w, float* y, int64_t rows, int64_t cols)
{
    for (int64_t r = 0; r < rows; ++r) {
        const float* in = x + r * cols;
        float* to = y + r * cols;
        float squares = 0;
        for (int64_t c = 0; c < cols; ++c) {
            _mm_prefetch(reinterpret_cast<const char*>(in + c + cols), _MM_HINT_T0);
            squares += in[c] * in[c];
        }
        const float scale = 1.0f / std::sqrt(squares / float(cols) + 1e-6f);
        int64_t c = 0;
        for (; c < cols && (reinterpret_cast<uintptr_t>(to + c) & 15) != 0; ++c) {
            to[c] = in[c] * scale * w[c];
        }
        for (; c + 4 <= cols; c += 4) {
            const __m128 v = _mm_mul_ps(_mm_mul_ps(_mm_loadu_ps(in + c), _mm_set1_ps(scale)), _mm_loadu_ps(w + c));
            _mm_stream_ps(to + c, v);
        }
        for (; c < cols; ++c) {
            to[c] = in[c] * scale * w[c];
        }
    }
    _mm_sfence();
}
