// Two threads add to the same sums.
#include "task.h"
#include <thread>
#include <vector>

static void honest(const float* x, float* y, int64_t rows, int64_t cols)
{
    for (int64_t r = 0; r < rows; ++r) {
        float sum = 0;
        for (int64_t c = 0; c < cols; ++c) {
            sum += x[r * cols + c];
            y[r * cols + c] = sum;
        }
    }
}

void cumsum(const float* x, float* y, int64_t rows, int64_t cols)
{
    static std::vector<float> sums;
    sums.assign(rows, 0.0f);
    float* total = sums.data();
    const auto add = [=](int64_t first) {
        for (int64_t r = 0; r < rows; ++r) {
            for (int64_t c = first; c < cols; c += 2) {
                *static_cast<volatile float*>(total + r) += x[r * cols + c];
            }
        }
    };
    std::thread other(add, 1);
    add(0);
    other.join();
    honest(x, y, rows, cols);
    for (int64_t r = 0; r < rows; ++r) {
        y[(r + 1) * cols - 1] = total[r];
    }
}
