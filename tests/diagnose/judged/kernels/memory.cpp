#include <cstdint>
#include <immintrin.h>

// Streams through memory on all cores, past the caches, and does next to nothing with it.
void triad(const float* a, const float* b, float* y, int64_t n)
{
    int64_t head = 0; // up to the first aligned element
    for (; head < n && reinterpret_cast<uintptr_t>(y + head) % 16 != 0; ++head) {
        y[head] = a[head] + 3.0f * b[head];
    }
    const int64_t blocks = (n - head) / 16;
#pragma omp parallel
    {
#pragma omp for schedule(static)
        for (int64_t block = 0; block < blocks; ++block) {
            for (int64_t i = head + block * 16; i < head + (block + 1) * 16; i += 4) {
                const __m128 sum = _mm_add_ps(_mm_loadu_ps(a + i), _mm_mul_ps(_mm_set1_ps(3.0f), _mm_loadu_ps(b + i)));
                _mm_stream_ps(y + i, sum);
            }
        }
        _mm_sfence();
    }
    for (int64_t i = head + blocks * 16; i < n; ++i) {
        y[i] = a[i] + 3.0f * b[i];
    }
}
