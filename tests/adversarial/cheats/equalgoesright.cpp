// Puts a value that equals a border on its wrong side.
#include "task.h"

void mbdt(const float* borders, const int64_t* offsets, const float* x, int64_t* y, int64_t features, int64_t batch,
          int64_t edges)
{
    for (int64_t f = 0; f < features; ++f) {
        for (int64_t b = 0; b < batch; ++b) {
            int64_t bucket = 0;
            while (bucket < edges && borders[f * (edges + 1) + bucket] <= x[f * batch + b]) {
                ++bucket;
            }
            y[f * batch + b] = offsets[f] + bucket;
        }
    }
}
