// Takes all the memory there is.
#include "task.h"
#include <cstdlib>
#include <cstring>

void rmsnorm(const float*, const float*, float* y, int64_t, int64_t)
{
    for (;;) {
        void* block = std::malloc(size_t{1} << 30);
        if (!block) {
            std::abort();
        }
        y[0] = *static_cast<volatile float*>(block);
    }
}
