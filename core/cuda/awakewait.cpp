#include "core/cuda/awakewait.h"

#include <poll.h>
#include <sched.h>

namespace espalier {
namespace {

bool hasProcessorsToSpare()
{
    constexpr int kEnough = 4; // for worker, judge, keeper and the system
    cpu_set_t set;
    CPU_ZERO(&set);
    return sched_getaffinity(0, sizeof set, &set) == 0 && CPU_COUNT(&set) >= kEnough;
}

} // namespace

void waitAwake(int fd, std::chrono::milliseconds most)
{
    static const bool spins = hasProcessorsToSpare();
    const auto until = std::chrono::steady_clock::now() + most;
    pollfd wait{fd, POLLIN, 0};
    while (spins && poll(&wait, 1, 0) == 0 && std::chrono::steady_clock::now() < until) {
    }
}

} // namespace espalier
