// Sorts the queries and walks along the table with them.
#include "task.h"
#include <algorithm>
#include <numeric>
#include <vector>

void map_id(const int64_t* mapping, const int64_t* values, int64_t* out, int64_t ids, int64_t count)
{
    std::vector<int64_t> order(count);
    std::iota(order.begin(), order.end(), int64_t{0});
    std::sort(order.begin(), order.end(), [&](int64_t l, int64_t r) { return values[l] < values[r]; });
    int64_t at = 0;
    for (const int64_t v : order) {
        while (at < ids && mapping[at] < values[v]) {
            ++at;
        }
        out[v] = at < ids && mapping[at] == values[v] ? at + 1 : 0;
    }
}
