#pragma once

#include "core/base/rng.h"

namespace espalier {

/// The gains of expansions so far: log speedup of the child − log speedup of its parent.
struct Gains
{
    int count = 0;
    double sum = 0;
    double squares = 0;

    void add(double gain);
};

/// A draw of an expected gain, with the normal distribution that it came from.
struct GainDraw
{
    double gain = 0;
    double mean = 0;
    double deviation = 0;
};

/// What is believed of the gain of one more expansion: normal with unknown mean and variance, under the conjugate
/// prior, a normal-inverse-gamma (Murphy, Conjugate Bayesian analysis of the Gaussian distribution, 2007):
///   1/variance ~ Gamma(a, b),   mean | variance ~ N(m, variance/k),
/// after n gains x: k' = k + n, m' = (k·m + Σx) / k', a' = a + n/2, b' = b + ½Σ(x − x̄)² + ½·k·n·(x̄ − m)² / k'.
/// Where many steps go wrong the belief is low and narrow; where few were made it is wide.
class GainPosterior
{
public:
    /// `before` is the mean expected before the first gain.
    GainPosterior(const Gains& gains, double before);

    double mean() const { return m_mean; }
    /// Draws the variance, then the mean under it.
    GainDraw draw(Rng& rng) const;

    /// The usual size of a step as a log speedup: the root mean square of the log priors of the 30 skills that come
    /// with the program is 0.38.
    static constexpr double kStep = 0.4;
    /// The prior weighs as much as four gains: a node that was never tried is drawn with a deviation of 0.2, and of
    /// thirty such nodes the luckiest is expected to look about one step better than it is, not several.
    static constexpr double kPriorCount = 4;
    /// The least whole number with which the prior's expected variance b/(a − 1) is finite; b makes it kStep².
    static constexpr double kPriorShape = 2;

private:
    double m_count;
    double m_mean;
    double m_shape;
    double m_rate;
};

} // namespace espalier
