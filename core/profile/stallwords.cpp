#include "core/profile/stallwords.h"

#include <algorithm>
#include <array>

namespace espalier {
namespace {

constexpr std::array kStalls{
    StallWords{"long_scoreboard", "for global or local memory", "device-unroll"},
    StallWords{"short_scoreboard", "for shared memory or special functions", "local-staging"},
    StallWords{"mio_throttle", "because the queue to shared memory is full", "local-staging"},
    StallWords{"lg_throttle", "because the queue to global memory is full", "device-vectors"},
    StallWords{"tex_throttle", "because the queue to the texture unit is full", "device-vectors"},
    StallWords{"barrier", "for other warps at a barrier", "tune"},
    StallWords{"membar", "at a memory barrier", ""},
    StallWords{"math_pipe_throttle", "for a busy arithmetic unit", "tune"},
    StallWords{"gmma", "for the matrix cores", "tune"},
    StallWords{"wait", "a fixed time between dependent instructions", "device-unroll"},
    StallWords{"branch_resolving", "for the target of a branch", "branch-free-search"},
    StallWords{"no_instruction", "for instructions to be fetched", "tune"},
    StallWords{"imc_miss", "for the cache of constants", "hoist-invariant"},
    StallWords{"drain", "for their last stores", "device-vectors"},
    StallWords{"sleeping", "because they were put to sleep", ""},
    StallWords{"dispatch_stall", "for a place to be dispatched to", ""},
};

} // namespace

const StallWords* wordsOf(std::string_view stall)
{
    const auto found =
        std::ranges::find(kStalls, stall, [](const StallWords& words) { return std::string_view(words.name); });
    return found == kStalls.end() ? nullptr : &*found;
}

std::string limitWords(std::string_view limit)
{
    if (limit == "registers") {
        return "they need too many registers";
    }
    if (limit == "shared_mem") {
        return "their blocks need too much shared memory";
    }
    if (limit == "barriers") {
        return "their blocks need too many barriers";
    }
    return "the size of their blocks does not divide what a multiprocessor holds";
}

} // namespace espalier
