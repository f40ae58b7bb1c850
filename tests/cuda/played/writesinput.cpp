// Writes to an input.
#include "played.h"

extern "C" void kernel(const void* const* in, void* const* out, const int64_t* dims, void*)
{
    Call call(in, out, dims);
    compute(call);
    const_cast<float*>(call.x)[3] += 1;
}
