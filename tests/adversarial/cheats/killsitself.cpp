// Dies by a signal of its own.
#include "task.h"
#include <csignal>
#include <unistd.h>

void rmsnorm(const float* x, const float* w, float* y, int64_t rows, int64_t cols)
{
    kill(getpid(), SIGKILL);
    (void)x;
    (void)w;
    (void)y;
    (void)rows;
    (void)cols;
}
