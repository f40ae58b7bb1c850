// Adds up by halves, calling itself.
#include "task.h"
#include <algorithm>
#include <cmath>

static float sum(const float* in, int64_t count, float largest)
{
    return count == 1 ? std::exp(in[0] - largest) : sum(in, count / 2, largest) + sum(in + count / 2, count - count / 2, largest);
}

void cross_entropy(const float* logits, const int64_t* targets, float* loss, int64_t rows, int64_t classes)
{
    for (int64_t r = 0; r < rows; ++r) {
        const float* in = logits + r * classes;
        const float largest = *std::max_element(in, in + classes);
        loss[r] = std::log(sum(in, classes, largest)) - (in[targets[r]] - largest);
    }
}
