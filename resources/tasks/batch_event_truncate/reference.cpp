#include <algorithm>
#include <cstdint>

void batch_event_truncate_reference(const int64_t* outer_lengths, const int64_t* inner_lengths, const float* values,
                                    int64_t* outer_kept, int64_t* inner_kept, double* values_kept, int64_t features,
                                    int64_t users, int64_t events, int64_t length, int64_t keep)
{
    for (int64_t f = 0; f < features; ++f) {
        const int64_t* inner = inner_lengths + f * users * events;
        const float* value = values + f * users * events * length;
        int64_t* innerOut = inner_kept + f * users * keep;
        double* valueOut = values_kept + f * users * keep * length;
        for (int64_t u = 0; u < users; ++u) {
            const int64_t has = outer_lengths[f * users + u];
            const int64_t kept = std::min(has, keep);
            outer_kept[f * users + u] = kept;
            for (int64_t e = 0; e < has; ++e) {
                const int64_t size = *inner++;
                if (e < kept) {
                    *innerOut++ = size;
                    valueOut = std::copy(value, value + size, valueOut);
                }
                value += size;
            }
        }
        std::fill(innerOut, inner_kept + (f + 1) * users * keep, 0);
        std::fill(valueOut, values_kept + (f + 1) * users * keep * length, 0.0);
    }
}
