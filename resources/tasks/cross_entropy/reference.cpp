#include <algorithm>
#include <cmath>
#include <cstdint>

void cross_entropy_reference(const float* logits, const int64_t* targets, double* loss, int64_t rows, int64_t classes)
{
    for (int64_t r = 0; r < rows; ++r) {
        const float* row = logits + r * classes;
        const double largest = *std::max_element(row, row + classes);
        double sum = 0;
        for (int64_t c = 0; c < classes; ++c) {
            sum += std::exp(row[c] - largest);
        }
        loss[r] = std::log(sum) + largest - row[targets[r]];
    }
}
