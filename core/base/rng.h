#pragma once

#include <cstdint>
#include <span>

namespace espalier {

/// Small deterministic generator (SplitMix64): the same seed gives the same sequence on every machine and compiler,
/// which the standard distributions do not promise. Not for the judge's inputs: those start from the system's random
/// source.
class Rng
{
public:
    explicit Rng(std::uint64_t seed) : m_state(seed) {}

    /// An independent stream for one step of a search, so that steps may run in any order.
    static Rng forStep(std::uint64_t seed, std::uint64_t step);

    std::uint64_t next();
    /// Uniform in [0, bound); bound > 0.
    std::uint64_t below(std::uint64_t bound);
    /// Uniform in [0, 1).
    double uniform();
    /// Standard normal.
    double normal();
    /// Index drawn with the given non-negative weights; 0 when all are zero.
    std::size_t weighted(std::span<const double> weights);

private:
    std::uint64_t m_state;
};

/// 64 bits from the system's random source (getrandom).
std::uint64_t systemRandom();

} // namespace espalier
