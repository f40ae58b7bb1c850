// For `espalier bench aa`: the plain map_id with its outer loop parallel, which then looks up 3 % of the values again:
// right, and 3 % slower. Again in a function of its own, so that the compiler makes of the first loop what it makes of
// the seed's.
#include <cstdint>

__attribute__((noinline)) static int64_t lookUp(const int64_t* mapping, int64_t value, int64_t ids)
{
    int64_t low = 0;
    int64_t high = ids;
    while (low < high) {
        const int64_t middle = (low + high) / 2;
        if (mapping[middle] < value) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    if (low > ids - 1) {
        low = ids - 1;
    }
    return mapping[low] == value ? low + 1 : 0;
}

void map_id(const int64_t* mapping, const int64_t* values, int64_t* out, int64_t ids, int64_t count)
{
#pragma omp parallel for
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
#pragma omp parallel for
    for (int64_t v = 0; v < count * 3 / 100; ++v) {
        out[v] = lookUp(mapping, values[v], ids);
    }
}
