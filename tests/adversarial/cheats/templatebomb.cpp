// Has the compiler instantiate templates without end.
#include "task.h"

template <int N>
struct Deep
{
    static constexpr int value = Deep<N + 1>::value + 1;
};

void rmsnorm(const float* x, const float* w, float* y, int64_t rows, int64_t cols)
{
    y[0] = float(Deep<0>::value);
    (void)x;
    (void)w;
    (void)y;
    (void)rows;
    (void)cols;
}
