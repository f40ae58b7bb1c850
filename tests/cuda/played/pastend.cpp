// Writes past the end of its output.
#include "played.h"

extern "C" void kernel(const void* const* in, void* const* out, const int64_t* dims, void*)
{
    Call call(in, out, dims);
    compute(call);
    call.y[call.rows * call.cols] = 1;
}
