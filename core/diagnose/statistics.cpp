#include "core/diagnose/statistics.h"

#include "core/base/rng.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace espalier {
namespace {

constexpr int kResamples = 2000;
constexpr double kTail = 0.005; ///< on each side of a 99 % interval
constexpr double kUndecided = 1e9;
constexpr std::size_t kFewPairs = 8; ///< from here on min..max alone covers the median in 99 %, so a bootstrap can
constexpr std::size_t kLeastPairs = 3;

/// 99.5 % quantiles of Student's t for 2 to 6 degrees of freedom.
constexpr std::array<double, 5> kStudent{9.925, 5.841, 4.604, 4.032, 3.707};

bool isTime(double ms)
{
    return std::isfinite(ms) && ms > 0;
}

/// log(baseline / candidate) of every usable pair, ascending.
std::vector<double> sortedLogRatios(std::span<const double> baselineMs, std::span<const double> candidateMs)
{
    std::vector<double> ratios;
    const std::size_t count = std::min(baselineMs.size(), candidateMs.size());
    ratios.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        if (isTime(baselineMs[i]) && isTime(candidateMs[i])) {
            ratios.push_back(std::log(baselineMs[i] / candidateMs[i]));
        }
    }
    std::sort(ratios.begin(), ratios.end());
    return ratios;
}

double medianOfSorted(const std::vector<double>& sorted)
{
    const std::size_t middle = sorted.size() / 2;
    return sorted.size() % 2 == 1 ? sorted[middle] : 0.5 * (sorted[middle - 1] + sorted[middle]);
}

/// Medians of resamples of one ascending list. Counting how often each value was drawn and walking to the middle costs
/// a tenth of sorting every resample.
class MedianResampler
{
public:
    explicit MedianResampler(const std::vector<double>& sorted) : m_sorted(sorted), m_counts(sorted.size()) {}

    double draw(Rng& rng)
    {
        std::fill(m_counts.begin(), m_counts.end(), 0);
        const std::uint64_t n = m_sorted.size();
        for (std::uint64_t i = 0; i < n; i += 2) {
            const std::uint64_t bits = rng.next(); // two draws of 32 bits each
            ++m_counts[((bits & 0xFFFFFFFFU) * n) >> 32];
            if (i + 1 < n) {
                ++m_counts[((bits >> 32) * n) >> 32];
            }
        }
        const std::uint64_t upper = n / 2;
        const std::uint64_t lower = n % 2 == 1 ? upper : upper - 1;
        return 0.5 * (valueAt(lower) + valueAt(upper));
    }

private:
    double valueAt(std::uint64_t rank) const
    {
        std::size_t i = 0;
        for (std::uint64_t seen = m_counts[0]; seen <= rank; seen += m_counts[i]) {
            ++i;
        }
        return m_sorted[i];
    }

    const std::vector<double>& m_sorted;
    std::vector<std::uint32_t> m_counts;
};

Interval percentiles(double value, std::vector<double>& draws)
{
    std::sort(draws.begin(), draws.end());
    const auto last = static_cast<double>(draws.size() - 1);
    const auto low = static_cast<std::size_t>(std::floor(kTail * last));
    const auto high = static_cast<std::size_t>(std::ceil((1 - kTail) * last));
    return {std::exp(value), std::exp(std::min(draws[low], value)), std::exp(std::max(draws[high], value))};
}

/// Half width on the logarithms for 3 to 7 values.
double studentHalfWidth(const std::vector<double>& values)
{
    const auto n = static_cast<double>(values.size());
    const double mean = std::accumulate(values.begin(), values.end(), 0.0) / n;
    double squares = 0;
    for (const double v : values) {
        squares += (v - mean) * (v - mean);
    }
    return kStudent[values.size() - kLeastPairs] * std::sqrt(squares / (n - 1) / n);
}

Interval fromFew(const std::vector<double>& sorted)
{
    const double value = medianOfSorted(sorted);
    if (sorted.size() < kLeastPairs) {
        return {std::exp(value), 0, kUndecided};
    }
    const double half = studentHalfWidth(sorted);
    return {std::exp(value), std::exp(value - half), std::exp(value + half)};
}

} // namespace

double median(std::span<const double> values)
{
    if (values.empty()) {
        return 0;
    }
    std::vector<double> sorted(values.begin(), values.end());
    std::sort(sorted.begin(), sorted.end());
    return medianOfSorted(sorted);
}

double geometricMean(std::span<const double> values)
{
    double sum = 0;
    for (const double v : values) {
        if (!isTime(v)) {
            return 0;
        }
        sum += std::log(v);
    }
    return values.empty() ? 0 : std::exp(sum / static_cast<double>(values.size()));
}

Interval pairedSpeedup(std::span<const double> baselineMs, std::span<const double> candidateMs, std::uint64_t seed)
{
    const std::vector<double> ratios = sortedLogRatios(baselineMs, candidateMs);
    if (ratios.empty()) {
        return {};
    }
    if (ratios.size() < kFewPairs) {
        return fromFew(ratios);
    }
    Rng rng(seed);
    MedianResampler resampler(ratios);
    std::vector<double> draws(kResamples);
    for (double& draw : draws) {
        draw = resampler.draw(rng);
    }
    return percentiles(medianOfSorted(ratios), draws);
}

Decision decide(const Interval& speedup, double margin)
{
    if (speedup.low > 1 + margin) {
        return Decision::Faster;
    }
    if (speedup.high < 1 - margin && speedup.high > 0) {
        return Decision::Slower;
    }
    return Decision::Ambiguous;
}

Interval combinedSpeedup(std::span<const PairedTimes> cases, std::uint64_t seed)
{
    std::vector<std::vector<double>> ratios;
    std::vector<Interval> few;
    bool anyFew = false;
    for (const PairedTimes& one : cases) {
        ratios.push_back(sortedLogRatios(one.baselineMs, one.candidateMs));
        if (ratios.back().empty()) {
            return {};
        }
        anyFew = anyFew || ratios.back().size() < kFewPairs;
        few.push_back(pairedSpeedup(one.baselineMs, one.candidateMs, seed));
    }
    if (ratios.empty() || anyFew) {
        return combinedSpeedup(few);
    }
    Rng rng(seed);
    std::vector<MedianResampler> resamplers(ratios.begin(), ratios.end());
    std::vector<double> draws(kResamples, 0.0);
    const double share = 1.0 / static_cast<double>(ratios.size());
    double value = 0;
    for (std::size_t i = 0; i < ratios.size(); ++i) {
        value += medianOfSorted(ratios[i]) * share;
        for (double& draw : draws) {
            draw += resamplers[i].draw(rng) * share;
        }
    }
    return percentiles(value, draws);
}

Interval combinedSpeedup(std::span<const Interval> cases)
{
    double value = 0;
    double below = 0;
    double above = 0;
    for (const Interval& one : cases) {
        if (!isTime(one.value)) {
            return {};
        }
        const double low = std::max(one.low, 1 / kUndecided);
        value += std::log(one.value);
        below += std::pow(std::log(one.value / std::min(low, one.value)), 2);
        above += std::pow(std::log(std::max(one.high, one.value) / one.value), 2);
    }
    if (cases.empty()) {
        return {};
    }
    const auto n = static_cast<double>(cases.size());
    value /= n;
    return {std::exp(value), std::exp(value - std::sqrt(below) / n), std::exp(value + std::sqrt(above) / n)};
}

} // namespace espalier
