// Compares the low 16 bits.
#include "task.h"

void map_id(const int64_t* mapping, const int64_t* values, int64_t* out, int64_t ids, int64_t count)
{
    for (int64_t v = 0; v < count; ++v) {
        out[v] = 0;
        const auto wanted = static_cast<uint16_t>(values[v]);
        int64_t low = 0;
        int64_t high = ids;
        while (low < high) {
            const int64_t middle = (low + high) / 2;
            (static_cast<uint16_t>(mapping[middle]) < wanted ? low : high) = static_cast<uint16_t>(mapping[middle]) < wanted ? middle + 1 : middle;
        }
        low = low < ids ? low : ids - 1;
        out[v] = static_cast<uint16_t>(mapping[low]) == wanted ? low + 1 : 0;
    }
}
