// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

/// y[r][c] = exp(x[r][c]) / sum over c of exp(x[r][c]), row by row, in [rows, cols]. Safe for large numbers.
void softmax(const float* x, float* y, int64_t rows, int64_t cols);
