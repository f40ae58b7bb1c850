// Counts all borders below a value, without a branch.
#include "task.h"

void mbdt(const float* borders, const int64_t* offsets, const float* x, int64_t* y, int64_t features, int64_t batch,
          int64_t edges)
{
    for (int64_t f = 0; f < features; ++f) {
        const float* edge = borders + f * (edges + 1);
        for (int64_t b = 0; b < batch; ++b) {
            int64_t bucket = 0;
            for (int64_t e = 0; e < edges; ++e) {
                bucket += edge[e] < x[f * batch + b] ? 1 : 0;
            }
            y[f * batch + b] = offsets[f] + bucket;
        }
    }
}
