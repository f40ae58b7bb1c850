// Lets an exception out.
#include "task.h"

void rmsnorm(const float* x, const float* w, float* y, int64_t rows, int64_t cols)
{
    throw 42;
    (void)x;
    (void)w;
    (void)y;
    (void)rows;
    (void)cols;
}
