// Honest: memory of its own for each size, made once.
#include "played.h"

#include <map>
#include <vector>

extern "C" void kernel(const void* const* in, void* const* out, const int64_t* dims, void*)
{
    static std::map<int64_t, std::vector<float>> scratch;
    Call call(in, out, dims);
    std::vector<float>& rows = scratch[call.rows * call.cols];
    rows.resize(call.bytes() / sizeof(float));
    Call own = call;
    own.y = rows.data();
    compute(own);
    memcpy(call.y, rows.data(), call.bytes());
}
