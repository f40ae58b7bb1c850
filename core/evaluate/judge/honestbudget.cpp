#include "core/evaluate/judge/honestbudget.h"

#include <algorithm>

namespace espalier {
namespace {

constexpr double kMargin = 64;
constexpr double kFloorSingle = 64 * 0x1p-24;
constexpr double kFloorDouble = 4096 * 0x1p-53;
constexpr double kHalfUnits = 4;

double floorOf(DType dtype)
{
    return isHalf(dtype) ? kHalfUnits * rangeOf(dtype).roundoff : dtype == DType::Float64 ? kFloorDouble : kFloorSingle;
}

} // namespace

void HonestBudget::note(std::size_t output, Variation variation, double share)
{
    double& largest = m_shares[{output, variation}];
    largest = std::max(largest, share);
}

Tolerance HonestBudget::tolerance(std::size_t output, Variation variation) const
{
    Tolerance tolerance = m_task.tolerance;
    const auto noted = m_shares.find({output, variation});
    const double widest = std::max(tolerance.rtol, tolerance.scale);
    if (tolerance.lowerPrecision || noted == m_shares.end() || widest == 0) {
        return tolerance;
    }
    const double floor = floorOf(m_task.outputs.at(output).dtype);
    const double share = std::min(1.0, std::max(kMargin * noted->second, floor / widest));
    tolerance.rtol *= share;
    tolerance.scale *= share;
    return tolerance;
}

} // namespace espalier
