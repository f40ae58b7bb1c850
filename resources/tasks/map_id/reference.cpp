#include <algorithm>
#include <cstdint>

void map_id_reference(const int64_t* mapping, const int64_t* values, int64_t* out, int64_t ids, int64_t count)
{
    for (int64_t v = 0; v < count; ++v) {
        const int64_t below = std::lower_bound(mapping, mapping + ids, values[v]) - mapping;
        const int64_t i = std::min(below, ids - 1);
        out[v] = mapping[i] == values[v] ? i + 1 : 0;
    }
}
