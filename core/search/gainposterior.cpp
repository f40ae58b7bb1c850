#include "core/search/gainposterior.h"

#include <algorithm>
#include <cmath>

namespace espalier {
namespace {

/// Gamma(shape, 1) for shape >= 1 (Marsaglia and Tsang, A simple method for generating gamma variables, 2000). About
/// one attempt in twenty is rejected.
double drawGamma(double shape, Rng& rng)
{
    const double d = shape - 1.0 / 3;
    const double c = 1 / std::sqrt(9 * d);
    for (;;) {
        const double x = rng.normal();
        const double root = 1 + c * x;
        if (root <= 0) {
            continue;
        }
        const double v = root * root * root;
        if (std::log(1 - rng.uniform()) < 0.5 * x * x + d - d * v + d * std::log(v)) {
            return d * v;
        }
    }
}

} // namespace

void Gains::add(double gain)
{
    ++count;
    sum += gain;
    squares += gain * gain;
}

GainPosterior::GainPosterior(const Gains& gains, double before)
    : m_count(kPriorCount + gains.count), m_mean((kPriorCount * before + gains.sum) / m_count),
      m_shape(kPriorShape + 0.5 * gains.count), m_rate(kStep * kStep * (kPriorShape - 1))
{
    if (gains.count > 0) {
        const double n = gains.count;
        const double average = gains.sum / n;
        const double spread = std::max(0.0, gains.squares - n * average * average);
        m_rate += 0.5 * (spread + kPriorCount * n * (average - before) * (average - before) / m_count);
    }
}

GainDraw GainPosterior::draw(Rng& rng) const
{
    const double variance = m_rate / drawGamma(m_shape, rng);
    const double deviation = std::sqrt(variance / m_count);
    return {m_mean + deviation * rng.normal(), m_mean, deviation};
}

} // namespace espalier
