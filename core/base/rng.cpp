#include "core/base/rng.h"

#include <cmath>
#include <numbers>
#include <sys/random.h>

namespace espalier {

Rng Rng::forStep(std::uint64_t seed, std::uint64_t step)
{
    Rng mix(seed ^ (step * 0x9E3779B97F4A7C15ULL + 0xD1B54A32D192ED03ULL));
    return Rng(mix.next());
}

std::uint64_t Rng::next()
{
    m_state += 0x9E3779B97F4A7C15ULL;
    std::uint64_t z = m_state;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
}

std::uint64_t Rng::below(std::uint64_t bound)
{
    return next() % bound;
}

double Rng::uniform()
{
    return static_cast<double>(next() >> 11) * 0x1.0p-53;
}

double Rng::normal()
{
    const double u = 1.0 - uniform();
    const double v = uniform();
    return std::sqrt(-2.0 * std::log(u)) * std::cos(2.0 * std::numbers::pi * v);
}

std::size_t Rng::weighted(std::span<const double> weights)
{
    double total = 0;
    for (const double w : weights) {
        total += w;
    }
    double target = uniform() * total;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        target -= weights[i];
        if (target < 0) {
            return i;
        }
    }
    return 0;
}

std::uint64_t systemRandom()
{
    std::uint64_t value = 0;
    while (getrandom(&value, sizeof value, 0) != static_cast<ssize_t>(sizeof value)) {
    }
    return value;
}

} // namespace espalier
