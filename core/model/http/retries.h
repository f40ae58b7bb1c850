#pragma once

#include "core/base/rng.h"
#include "core/model/http/attemptfault.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <string_view>

namespace espalier {

/// How patient one ask is.
struct RetryPolicy
{
    int attempts = 6; ///< in all, the first included
    std::chrono::milliseconds first{
        1'000}; ///< the second attempt comes about this long after the first; doubled from then on
    std::chrono::milliseconds longest{30'000};   ///< no wait of ours is longer
    std::chrono::milliseconds patience{120'000}; ///< the longest wait that a server may ask for
};

/// Decides after each failed attempt of one ask whether and when there is another. Waits are drawn between half and the
/// whole of their length, from the step's seed: several steps turned away at once do not come back at once.
class Retries
{
public:
    Retries(const RetryPolicy& policy, std::uint64_t seed) : m_policy(policy), m_rng(seed) {}

    /// None: that was the last.
    std::optional<std::chrono::milliseconds> next(const AttemptFault& fault);
    /// How often was asked.
    int attempts() const { return m_attempts; }

private:
    std::chrono::milliseconds drawn(std::chrono::milliseconds whole);

    RetryPolicy m_policy;
    Rng m_rng;
    int m_attempts = 0;
    int m_brokenOff = 0;
};

/// What a Retry-After header asks for (RFC 9110, 10.2.3): seconds, or a date of the form "Sun, 06 Nov 1994 08:49:37
/// GMT" against `now`, in seconds since 1970. Nothing for what is neither; a date that has passed is no wait.
std::optional<std::chrono::milliseconds> retryAfter(std::string_view header, std::int64_t now);

/// False as soon as `stop` asks for it.
bool waitFor(std::chrono::milliseconds time, std::stop_token stop);

} // namespace espalier
