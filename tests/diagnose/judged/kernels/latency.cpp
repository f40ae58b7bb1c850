#include <cstdint>

// Each load needs the one before it.
void chase(const int64_t* next, int64_t* out, int64_t n, int64_t steps)
{
    (void)n;
    int64_t at = 0;
    for (int64_t i = 0; i < steps; ++i) {
        at = next[at];
    }
    out[0] = at;
}
