#include <algorithm>
#include <cstdint>

void mbdt_reference(const float* borders, const int64_t* offsets, const float* x, int64_t* y, int64_t features, int64_t batch,
                    int64_t edges)
{
    for (int64_t f = 0; f < features; ++f) {
        const float* first = borders + f * (edges + 1);
        for (int64_t b = 0; b < batch; ++b) {
            y[f * batch + b] = offsets[f] + (std::lower_bound(first, first + edges + 1, x[f * batch + b]) - first);
        }
    }
}
