// A binary search that jumps by computed addresses.
#include "task.h"

void map_id(const int64_t* mapping, const int64_t* values, int64_t* out, int64_t ids, int64_t count)
{
    static void* const steps[] = {&&right, &&left};
    for (int64_t v = 0; v < count; ++v) {
        int64_t low = 0;
        int64_t high = ids;
        int64_t middle = 0;
    next:
        if (low >= high) {
            low = low < ids ? low : ids - 1;
            out[v] = mapping[low] == values[v] ? low + 1 : 0;
            continue;
        }
        middle = (low + high) / 2;
        goto* steps[mapping[middle] >= values[v]];
    right:
        low = middle + 1;
        goto next;
    left:
        high = middle;
        goto next;
    }
}
