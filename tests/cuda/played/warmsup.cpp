// Honest, on a device that has to find everything again after others had it: a call that follows a pause takes longer.
#include "played.h"

extern "C" void kernel(const void* const* in, void* const* out, const int64_t* dims, void*)
{
    constexpr int64_t kPause = 45'000'000;
    constexpr int64_t kMore = 2'500'000;
    static int64_t last = 0;
    const bool isCold = now() - last > kPause;
    compute(Call(in, out, dims));
    if (isCold) {
        for (const int64_t until = now() + kMore; now() < until;) {
        }
    }
    last = now();
}
