// Never stops calling itself.
#include "task.h"

static volatile bool g_more = true;

__attribute__((noinline)) static int64_t deeper(int64_t depth)
{
    volatile int64_t frame[128] = {depth};
    return g_more ? deeper(frame[0] + 1) + frame[0] : depth;
}

void rmsnorm(const float* x, const float* w, float* y, int64_t rows, int64_t cols)
{
    y[0] = float(deeper(rows)) + x[0] + w[0] + float(cols);
}
