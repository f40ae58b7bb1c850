// Honest: half of the rows in a thread, which it waits for.
#include "played.h"

#include <thread>

extern "C" void kernel(const void* const* in, void* const* out, const int64_t* dims, void*)
{
    Call call(in, out, dims);
    const auto start = now();
    std::thread half([&] { softmax(call, call.rows / 2); });
    const int64_t first = call.rows / 2;
    Call rest = call;
    rest.x += first * call.cols;
    rest.y += first * call.cols;
    softmax(rest, call.rows - first);
    half.join();
    waitFrom(start);
}
