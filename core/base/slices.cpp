#include "core/base/slices.h"

#include <algorithm>
#include <system_error>
#include <thread>
#include <vector>

namespace espalier {

std::size_t processorsHere()
{
    return std::max(1U, std::thread::hardware_concurrency());
}

std::size_t piecesOf(std::size_t elements, std::size_t worthwhile)
{
    return elements < worthwhile ? 1 : processorsHere();
}

void inSlices(std::size_t count, std::size_t pieces, const std::function<void(std::size_t, std::size_t)>& work)
{
    const std::size_t slices = std::clamp<std::size_t>(pieces, 1, std::max<std::size_t>(count, 1));
    const auto slice = [&](std::size_t i) { work(count * i / slices, count * (i + 1) / slices); };
    std::vector<std::jthread> others;
    std::size_t next = 1;
    try {
        for (; next < slices; ++next) {
            others.emplace_back(slice, next);
        }
    } catch (const std::system_error&) { // no more threads are to be had
    }
    slice(0);
    for (; next < slices; ++next) {
        slice(next);
    }
}

} // namespace espalier
