#include "core/evaluate/judge/poison.h"

#include "core/base/rng.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace espalier {
namespace {

// Each quarter begins with the ones of the exponent in its type. What processors and GPUs make when they make a NaN,
// 7fff…, 7fc0…, 7e00, does not come up: the second last bit is 0 and the last is 1.
constexpr std::uint64_t kNan = 0x7ff17f817f817f81ULL;
constexpr std::uint64_t kPayload = 0x000c007c007c007cULL;

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
