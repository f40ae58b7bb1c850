// Hands the input back.
#include "task.h"
#include <algorithm>

void cumsum(const float* x, float* y, int64_t rows, int64_t cols)
{
    std::copy(x, x + rows * cols, y);
}
