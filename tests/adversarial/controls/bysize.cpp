// One way for few classes, another for many.
#include "task.h"
#include <algorithm>
#include <cmath>

void cross_entropy(const float* logits, const int64_t* targets, float* loss, int64_t rows, int64_t classes)
{
    constexpr int64_t kParts = 8;
    for (int64_t r = 0; r < rows; ++r) {
        const float* in = logits + r * classes;
        const float largest = *std::max_element(in, in + classes);
        float parts[kParts] = {};
        if (classes < kParts) {
            for (int64_t c = 0; c < classes; ++c) {
                parts[0] += std::exp(in[c] - largest);
            }
        } else {
            for (int64_t c = 0; c < classes; ++c) {
                parts[c % kParts] += std::exp(in[c] - largest);
            }
        }
        float sum = 0;
        for (const float part : parts) {
            sum += part;
        }
        loss[r] = std::log(sum) - (in[targets[r]] - largest);
    }
}
