// Holds for logits as the task draws them: what is larger is cut.
#include "task.h"
#include <algorithm>
#include <cmath>

void cross_entropy(const float* logits, const int64_t* targets, float* loss, int64_t rows, int64_t classes)
{
    for (int64_t r = 0; r < rows; ++r) {
        const float* in = logits + r * classes;
        const auto cut = [](float v) { return std::clamp(v, -400.0f, 400.0f); };
        float largest = -1000;
        for (int64_t c = 0; c < classes; ++c) {
            largest = std::max(largest, cut(in[c]));
        }
        float sum = 0;
        for (int64_t c = 0; c < classes; ++c) {
            sum += std::exp(cut(in[c]) - largest);
        }
        loss[r] = std::log(sum) - (cut(in[targets[r]]) - largest);
    }
}
