#include "core/evaluate/judge/keptclock.h"

#include "core/diagnose/statistics.h"

#include <algorithm>
#include <cmath>

namespace espalier {
namespace {

constexpr double kDifference = 4e-3; ///< seconds
constexpr double kLeast = 1e-7;      ///< so that a clock that says nothing asks for no endless row
constexpr double kGain = 0.1;        ///< of a call; less is not worth a suspicion
constexpr double kLeastGain = 3e-6;
constexpr double kLeastOfRow = 50e-6;
constexpr std::size_t kMostAgainst = 4;

/// In which the row on new inputs is not longer than the other one by enough.
std::size_t couplesAgainst(const SeenAndNewRows& rows, double seconds)
{
    const double least = std::max(rows.calls * std::max(kGain * seconds, kLeastGain), kLeastOfRow);
    std::size_t against = 0;
    for (const double anew : rows.anew) {
        against += static_cast<std::size_t>(
            std::ranges::count_if(rows.seen, [&](double seen) { return anew - seen <= least; }));
    }
    return against;
}

} // namespace

RowLengths rowLengths(double seconds, unsigned most)
{
    const double more = std::ceil(kDifference / std::max(seconds, kLeast));
    const auto room = std::max(most, 2U);
    const auto few = static_cast<unsigned>(std::clamp(std::ceil(more / 2), 1.0, std::max(1.0, room / 3.0)));
    return {few, std::min(few + static_cast<unsigned>(more), room)};
}

double ofOneCall(const ClockReading& few, const ClockReading& many)
{
    const double difference = (many.judge - few.judge) / (many.calls - few.calls);
    return difference > 0 ? difference : many.judge / many.calls;
}

double gainBySeeing(const SeenAndNewRows& rows)
{
    return rows.anew.empty() ? 0 : (median(rows.anew) - median(rows.seen)) / rows.calls;
}

bool mayGainBySeeing(const SeenAndNewRows& rows, double seconds)
{
    return rows.anew.size() < 2 || 4 * couplesAgainst(rows, seconds) <= rows.anew.size() * rows.anew.size();
}

bool gainsBySeeing(const SeenAndNewRows& rows, double seconds)
{
    return rows.anew.size() >= kRowsThatProve && couplesAgainst(rows, seconds) <= kMostAgainst;
}

} // namespace espalier
