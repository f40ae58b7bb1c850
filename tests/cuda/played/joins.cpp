// Honest: half of the rows in a thread, which it waits for.
#include "played.h"

extern "C" void kernel(const void* const* in, void* const* out, const std::int64_t* dims, void*)
{
    Call call(in, out, dims);
    const auto start = Clock::now();
    std::thread half([&] { softmax(call, call.rows / 2); });
    const std::int64_t first = call.rows / 2;
    Call rest = call;
    rest.x += first * call.cols;
    rest.y += first * call.cols;
    softmax(rest, call.rows - first);
    half.join();
    waitFrom(start);
}
