#include "task.h"

void rmsnorm(const float*, const float*, float* y, int64_t, int64_t)
{
    volatile float* spin = y;
    for (;;) {
        spin[0] = 1;
    }
}
