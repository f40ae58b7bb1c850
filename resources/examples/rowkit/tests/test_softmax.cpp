// SPDX-License-Identifier: GPL-3.0-or-later
#include "rowkit/softmax.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <utility>
#include <vector>

namespace {

/// Rows with large and small numbers, the same on every run.
std::vector<float> numbers(int64_t count)
{
    std::vector<float> list(static_cast<std::size_t>(count));
    std::uint32_t state = 1;
    for (float& value : list) {
        state = state * 1664525U + 1013904223U;
        value = static_cast<float>(state >> 8) / 65536.0F - 128.0F;
    }
    return list;
}

bool isRight(int64_t rows, int64_t cols)
{
    const std::vector<float> x = numbers(rows * cols);
    std::vector<float> y(x.size(), NAN);
    softmax(x.data(), y.data(), rows, cols);
    for (int64_t r = 0; r < rows; ++r) {
        const float* in = x.data() + r * cols;
        const double largest = *std::max_element(in, in + cols);
        double sum = 0;
        for (int64_t c = 0; c < cols; ++c) {
            sum += std::exp(in[c] - largest);
        }
        for (int64_t c = 0; c < cols; ++c) {
            const double expected = std::exp(in[c] - largest) / sum;
            if (!(std::abs(y[static_cast<std::size_t>(r * cols + c)] - expected) <= 5e-5 * expected + 1e-6)) {
                std::printf("%d x %d is wrong at row %d, column %d\n", static_cast<int>(rows), static_cast<int>(cols),
                            static_cast<int>(r), static_cast<int>(c));
                return false;
            }
        }
    }
    return true;
}

} // namespace

int main()
{
    bool fine = true;
    for (const auto& [rows, cols] : {std::pair<int64_t, int64_t>{1, 1}, {17, 127}, {203, 5}, {1, 4999}, {256, 512}}) {
        fine = isRight(rows, cols) && fine;
    }
    return fine ? 0 : 1;
}
