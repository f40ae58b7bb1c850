#include <cstdint>

void map_id(const int64_t* mapping, const int64_t* values, int64_t* out, int64_t ids, int64_t count)
{
    for (int64_t v = 0; v < count; ++v) {
        int64_t low = 0;
        int64_t high = ids;
        while (low < high) {
            const int64_t middle = (low + high) / 2;
            if (mapping[middle] < values[v]) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        if (low > ids - 1) {
            low = ids - 1;
        }
        if (mapping[low] == values[v]) {
            out[v] = low + 1;
        } else {
            out[v] = 0;
        }
    }
}
