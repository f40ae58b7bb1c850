#include <cmath>
#include <cstdint>

void cross_entropy(const float* logits, const int64_t* targets, float* loss, int64_t rows, int64_t classes)
{
    for (int64_t r = 0; r < rows; ++r) {
        float largest = logits[r * classes];
        for (int64_t c = 1; c < classes; ++c) {
            if (logits[r * classes + c] > largest) {
                largest = logits[r * classes + c];
            }
        }
        float sum = 0;
        for (int64_t c = 0; c < classes; ++c) {
            sum += std::exp(logits[r * classes + c] - largest);
        }
        loss[r] = std::log(sum) - (logits[r * classes + targets[r]] - largest);
    }
}
