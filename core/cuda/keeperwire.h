#pragma once

// What the judge and the keeper of a device's memory (core/cuda/memorykeeper.h) say to each other: plain data, one
// packet each way, over a socket of the kind SOCK_SEQPACKET. Both are ours and trust each other's words; sizes are
// checked all the same, so that a mistake ends as an error and not as a write elsewhere.

#include <cstdint>

namespace espalier::keeper {

inline constexpr int kSocketFd = 3; ///< the keeper finds its end here

enum class Ask : std::uint32_t {
    Hold, ///< `bytes` of the device beside the memory whose descriptor comes along: a region; its descriptor goes back
    Drop, ///< the region
    Spread,     ///< the first `bytes` of the region's own memory go to `slots` slots, from `slot` on
    Fetch,      ///< those of one slot come back
    Compare,    ///< are those of one slot as they are here? Answered by `flag`
    EmptyCache, ///< the second-level cache
    Look,       ///< SharedCalls::look(), answered by `seconds`
    Rest,       ///< several looks over some milliseconds: is nobody at work? Answered by `flag`
};

/// Slot i of a region begins `stride` bytes behind slot i - 1. All that is asked for has ended when the answer comes.
struct Request
{
    Ask ask;
    std::uint32_t region;
    std::uint64_t bytes;
    std::uint64_t stride;
    std::uint32_t slot;
    std::uint32_t slots;
};

struct Reply
{
    std::uint32_t ok;
    std::uint32_t
        region; ///< of Hold: its number; before the first request: one reply that says whether there is a device
    std::uint32_t flag;
    std::uint32_t unused;
    double seconds;
    char why[232]; ///< where it is not ok; ended by a zero
};

} // namespace espalier::keeper
