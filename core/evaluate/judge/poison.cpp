#include "core/evaluate/judge/poison.h"

#include "core/base/rng.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace espalier {
namespace {

constexpr std::uint64_t kNan = 0x7ff000017ff00001ULL;
constexpr std::uint64_t kPayload = 0x000ffffe000ffffeULL;

} // namespace

std::uint64_t randomNan()
{
    return kNan | (systemRandom() & kPayload);
}

void fillWith(std::byte* to, std::size_t bytes, std::uint64_t word)
{
    std::array<std::uint64_t, 512> block;
    block.fill(word);
    while (bytes > 0) {
        const std::size_t n = std::min(bytes, sizeof block);
        std::memcpy(to, block.data(), n);
        to += n;
        bytes -= n;
    }
}

bool isFilledWith(const std::byte* at, std::size_t bytes, std::uint64_t word)
{
    std::array<std::uint64_t, 512> block;
    block.fill(word);
    while (bytes > 0) {
        const std::size_t n = std::min(bytes, sizeof block);
        if (std::memcmp(at, block.data(), n) != 0) {
            return false;
        }
        at += n;
        bytes -= n;
    }
    return true;
}

} // namespace espalier
