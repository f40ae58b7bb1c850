// Asks the system for memory and for large pages, and gives it back.
#include "task.h"
#include <cmath>
#include <cstring>
#include <sys/mman.h>

static void honest(const float* x, const float* w, float* y, int64_t rows, int64_t cols)
{
    for (int64_t r = 0; r < rows; ++r) {
        float squares = 0;
        for (int64_t c = 0; c < cols; ++c) {
            squares += x[r * cols + c] * x[r * cols + c];
        }
        const float scale = 1.0f / std::sqrt(squares / float(cols) + 1e-6f);
        for (int64_t c = 0; c < cols; ++c) {
            y[r * cols + c] = x[r * cols + c] * scale * w[c];
        }
    }
}

void rmsnorm(const float* x, const float* w, float* y, int64_t rows, int64_t cols)
{
    const size_t bytes = (size_t(cols) * sizeof(float) + 4095) & ~size_t{4095};
    void* memory = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    madvise(memory, bytes, MADV_HUGEPAGE);
    auto* row = static_cast<float*>(memory);
    for (int64_t r = 0; r < rows; ++r) {
        honest(x + r * cols, w, row, 1, cols);
        std::memcpy(y + r * cols, row, size_t(cols) * sizeof(float));
    }
    munmap(memory, bytes);
}
