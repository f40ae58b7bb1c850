#include "core/diagnose/statistics.h"

#include "core/base/rng.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <map>
#include <numeric>
#include <utility>

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

double medianOfSorted(const std::vector<double>& sorted)
{
    const std::size_t middle = sorted.size() / 2;
    return sorted.size() % 2 == 1 ? sorted[middle] : 0.5 * (sorted[middle - 1] + sorted[middle]);
}

/// log(baseline / candidate) of every usable pair, ascending, with the processes that ran it.
class LogRatios
{
public:
    explicit LogRatios(const PairedTimes& pairs)
    {
        const std::size_t count = std::min(pairs.baselineMs.size(), pairs.candidateMs.size());
        std::vector<std::pair<double, int>> usable;
        usable.reserve(count);
        for (std::size_t i = 0; i < count; ++i) {
            if (isTime(pairs.baselineMs[i]) && isTime(pairs.candidateMs[i])) {
                const int process = i < pairs.process.size() ? pairs.process[i] : 0;
                usable.emplace_back(std::log(pairs.baselineMs[i] / pairs.candidateMs[i]), process);
            }
        }
        std::sort(usable.begin(), usable.end());
        for (const auto& [ratio, process] : usable) {
            m_sorted.push_back(ratio);
            m_process.push_back(process);
        }
    }

    const std::vector<double>& sorted() const { return m_sorted; }
    double value() const { return medianOfSorted(m_sorted); }

    /// What one draw of a resample takes, as ranks in sorted(): a process where there are many, else a pair.
    std::vector<std::vector<std::uint32_t>> units() const
    {
        std::map<int, std::vector<std::uint32_t>> ofProcess;
        for (std::uint32_t rank = 0; rank < m_sorted.size(); ++rank) {
            ofProcess[m_process[rank]].push_back(rank);
        }
        const bool many = ofProcess.size() >= kManyProcesses;
        std::vector<std::vector<std::uint32_t>> units;
        for (auto& [process, ranks] : ofProcess) {
            if (many) {
                units.push_back(std::move(ranks));
            } else {
                std::transform(ranks.begin(), ranks.end(), std::back_inserter(units),
                               [](std::uint32_t rank) { return std::vector<std::uint32_t>{rank}; });
            }
        }
        return units;
    }

private:
    std::vector<double> m_sorted;
    std::vector<int> m_process; ///< of each rank
};

/// By how much percentiles of few processes are too narrow: they miss what estimating the spread costs, which is the
/// factor between Student's t and the normal distribution, and a root of n / (n - 1) (Hesterberg 2015, 4.2). Student's
/// 99.5 % quantile is its Cornish-Fisher expansion, 1 % short for 7 degrees of freedom.
double narrowness(std::size_t processes)
{
    constexpr double kNormal = 2.5758;
    const auto n = static_cast<double>(processes);
    const double freedom = n - 1;
    const double student = kNormal + 4.917 / freedom + 8.835 / (freedom * freedom);
    return student / kNormal * std::sqrt(n / freedom);
}

/// Medians of resamples of one case. Counting how often each value was drawn and walking to the middle costs a tenth of
/// sorting every resample.
class MedianResampler
{
public:
    explicit MedianResampler(const LogRatios& ratios)
        : m_sorted(ratios.sorted()), m_value(ratios.value()), m_units(ratios.units()),
          m_spread(m_units.size() < m_sorted.size() ? narrowness(m_units.size()) : 1), m_counts(m_sorted.size())
    {
    }

    double draw(Rng& rng)
    {
        std::fill(m_counts.begin(), m_counts.end(), 0);
        const std::uint64_t n = m_units.size();
        std::uint64_t drawn = 0;
        for (std::uint64_t i = 0; i < n; i += 2) {
            const std::uint64_t bits = rng.next(); // two draws of 32 bits each
            drawn += count(((bits & 0xFFFFFFFFU) * n) >> 32);
            if (i + 1 < n) {
                drawn += count(((bits >> 32) * n) >> 32);
            }
        }
        return m_value + m_spread * (0.5 * (valueAt((drawn - 1) / 2) + valueAt(drawn / 2)) - m_value);
    }

private:
    std::uint64_t count(std::uint64_t unit)
    {
        for (const std::uint32_t rank : m_units[unit]) {
            ++m_counts[rank];
        }
        return m_units[unit].size();
    }

    double valueAt(std::uint64_t rank) const
    {
        std::size_t i = 0;
        for (std::uint64_t seen = m_counts[0]; seen <= rank; seen += m_counts[i]) {
            ++i;
        }
        return m_sorted[i];
    }

    const std::vector<double>& m_sorted;
    double m_value;
    std::vector<std::vector<std::uint32_t>> m_units;
    double m_spread; ///< of the draws round the value
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

Interval pairedSpeedup(const PairedTimes& pairs, std::uint64_t seed)
{
    const LogRatios ratios(pairs);
    if (ratios.sorted().empty()) {
        return {};
    }
    if (ratios.sorted().size() < kFewPairs) {
        return fromFew(ratios.sorted());
    }
    Rng rng(seed);
    MedianResampler resampler(ratios);
    std::vector<double> draws(kResamples);
    for (double& draw : draws) {
        draw = resampler.draw(rng);
    }
    return percentiles(ratios.value(), draws);
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

bool staysOpen(const Interval& speedup, double narrowing, double wide)
{
    const double half = 0.5 * (speedup.high - speedup.low) * narrowing;
    return half > wide * speedup.value && std::abs(speedup.value - 1) < kSpeedupMargin + half;
}

Interval combinedSpeedup(std::span<const PairedTimes> cases, std::uint64_t seed)
{
    std::vector<LogRatios> ratios;
    std::vector<Interval> few;
    bool anyFew = false;
    for (const PairedTimes& one : cases) {
        ratios.emplace_back(one);
        if (ratios.back().sorted().empty()) {
            return {};
        }
        anyFew = anyFew || ratios.back().sorted().size() < kFewPairs;
        few.push_back(pairedSpeedup(one, seed));
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
        value += ratios[i].value() * share;
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
