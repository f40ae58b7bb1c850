#include "core/evaluate/judge/keptclock.h"

#include "core/diagnose/statistics.h"

#include <algorithm>
#include <cmath>

namespace espalier {
namespace {

constexpr double kDifference = 4e-3; ///< seconds
constexpr double kLeast = 1e-7;      ///< so that a clock that says nothing asks for no endless row
constexpr double kNoise = 0.2;       ///< of a call alone, and
constexpr double kLeastNoise = 30e-6;
constexpr double kTwice = 2; ///< as often as the baseline's; who has not run for a while is slow at first
constexpr double kMuch = 1e-3;

double alone(const KeptTime& time)
{
    return time.alone;
}

double inRow(const KeptTime& time)
{
    return time.inRow;
}

double aroundCall(const KeptTime& time)
{
    return time.alone - time.inRow;
}

double atFirst(const KeptTime& time)
{
    return time.alone - time.again;
}

double medianOf(const std::vector<KeptTime>& times, double (*part)(const KeptTime&))
{
    std::vector<double> parts;
    for (const KeptTime& time : times) {
        parts.push_back(part(time));
    }
    return median(parts);
}

bool isSlowAtFirst(const std::vector<KeptTime>& candidate, const std::vector<KeptTime>& baseline)
{
    const double explained = kTwice * std::max(medianOf(baseline, atFirst), 0.0) +
                             std::max(kNoise * medianOf(candidate, alone), kLeastNoise);
    const auto slow = std::ranges::count_if(candidate, [&](const KeptTime& time) { return atFirst(time) > explained; });
    return 4 * static_cast<std::size_t>(slow) >= 3 * candidate.size();
}

} // namespace

RowLengths rowLengths(double seconds, unsigned most)
{
    const double more = std::ceil(kDifference / std::max(seconds, kLeast));
    const auto room = std::max(most, 2U);
    const auto few = static_cast<unsigned>(std::clamp(std::ceil(more / 2), 1.0, std::max(1.0, room / 3.0)));
    return {few, std::min(std::max(3 * few, 2U), room)};
}

double ofOneCall(const ClockReading& few, const ClockReading& many)
{
    const double difference = (many.judge - few.judge) / (many.calls - few.calls);
    return difference > 0 ? difference : many.judge / many.calls;
}

bool seemsToRemember(const std::vector<KeptTime>& candidate, const std::vector<KeptTime>& baseline)
{
    if (candidate.empty() || baseline.empty()) {
        return false;
    }
    const double explained =
        kTwice * std::max(medianOf(baseline, aroundCall), 0.0) + medianOf(candidate, inRow) + kMuch;
    return isSlowAtFirst(candidate, baseline) || medianOf(candidate, aroundCall) > explained;
}

} // namespace espalier
