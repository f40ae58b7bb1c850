#include "core/diagnose/measuredkernel.h"

#include "core/graph/disturbed.h"

#include <algorithm>
#include <cmath>

namespace espalier {
namespace {

constexpr double kScalarShare = 0.3; ///< below this share of packed arithmetic a loop is called scalar
constexpr double kBusy = 0.6;        ///< share of the scalar rate from which scalar units are called busy
constexpr double kSlowestStart = 50; ///< µs; what exceeds this was measured while others had the cores
constexpr double kMissCycles = 15;   ///< a mispredicted branch; 11 to 20 on processors since Zen and Skylake (Fog)
constexpr double kLine = 64;         ///< bytes of a cache line on every x86 processor

double usable(double value)
{
    return std::isfinite(value) && value > 0 ? value : 0;
}

bool hasOutput(const Task& task, bool (*is)(const Tensor&))
{
    return std::any_of(task.outputs.begin(), task.outputs.end(), is);
}

} // namespace

MeasuredKernel::MeasuredKernel(const Task& task, const std::vector<CaseTiming>& cases, const Roofs& roofs,
                               const BuildFacts& build, double memoryNow)
    : m_roofs(roofs), m_build(build), m_isInteger(!hasOutput(task, [](const Tensor& t) { return isFloat(t.dtype); }))
{
    const bool isDouble = hasOutput(task, [](const Tensor& t) { return t.dtype == DType::Float64; });
    const bool isWide = hasOutput(task, [](const Tensor& t) { return t.dtype == DType::Int64; });
    m_elementBytes = isDouble || isWide ? 8 : 4;
    for (const CaseTiming& timing : cases) {
        const Work work{usable(task.flops.value(timing.dims)), usable(task.bytes.value(timing.dims)), isDouble};
        const RoofTime roof = roofTime(roofs, work);
        if (usable(timing.ms) > 0 && roof.ms > 0) {
            const double fastest = usable(timing.fastestMs) > 0 ? timing.fastestMs : timing.ms;
            const bool fromMemory = roof.memoryBound() && roof.level == roofs.levels.back().name;
            const double nowMs = fromMemory && usable(memoryNow) > 0 ? work.bytes / memoryNow * 1e-6 : 0;
            m_cases.push_back({&timing, work, roof, std::min(roof.ms / timing.ms, 1.0),
                               std::min(std::max(roof.ms, nowMs) / fastest, 1.0), fromMemory});
        }
    }
    const auto longest = std::max_element(m_cases.begin(), m_cases.end(),
                                          [](const auto& a, const auto& b) { return a.roof.ms < b.roof.ms; });
    m_largest = static_cast<std::size_t>(longest - m_cases.begin());
    if (isTimed() && largest().fromMemory && usable(memoryNow) > 0 && memoryNow < roofs.levels.back().gbytes) {
        m_slowMemory = memoryNow;
    }
}

bool MeasuredKernel::isDisturbed() const
{
    const CaseTiming& timing = *largest().timing;
    return usable(timing.fastestMs) > 0 && timing.fastestMs < kDisturbed * timing.ms;
}

double MeasuredKernel::coresUsed() const
{
    const bool mayShareWork = !m_build.known || m_build.parallel;
    const double measured = isDisturbed() && mayShareWork ? 0 : usable(largest().timing->coresUsed);
    if (measured > 0) {
        return std::min(measured, static_cast<double>(m_roofs.cores));
    }
    return m_build.known && !m_build.parallel ? 1 : 0;
}

double MeasuredKernel::idleCores() const
{
    return coresUsed() > 0 ? std::max(m_roofs.cores / std::max(coresUsed(), 1.0), 1.0) : 1;
}

double MeasuredKernel::idleLanes() const
{
    const double scalarPeak = (m_elementBytes == 8 ? m_roofs.fp64ScalarGflops : m_roofs.fp32ScalarGflops);
    const bool isBusy = scalarPeak > 0 && gflops() * idleCores() >= kBusy * scalarPeak;
    return isScalar() && !m_isInteger && isBusy ? std::max(peak() / scalarPeak, 1.0) : 1;
}

double MeasuredKernel::mispredictedShare() const
{
    return counters()
               ? std::min(kMissCycles * counters()->branchMissesPerThousand / 1000 * counters()->instructionsPerCycle,
                          1.0)
               : 0;
}

bool MeasuredKernel::isSeenWaiting() const
{
    return counters() && (counters()->instructionsPerCycle < 1 || mispredicts());
}

double MeasuredKernel::launchUs() const
{
    const bool hasTeam = m_build.known && m_build.parallel;
    return hasTeam ? std::max(std::min(m_roofs.teamStartUs, kSlowestStart), m_roofs.latencyUs) : m_roofs.latencyUs;
}

/// Scalar integer arithmetic is not counted, so integer code without any vector operation is scalar too.
bool MeasuredKernel::isScalar() const
{
    return m_build.known && (m_build.vectorBits == 0 || m_build.packedShare() < kScalarShare);
}

int MeasuredKernel::machineBits() const
{
    return m_roofs.vectors == "AVX-512" ? 512 : m_roofs.vectors == "AVX2" ? 256 : 128;
}

bool MeasuredKernel::isNarrow() const
{
    return m_build.known && m_build.vectorBits > 0 && m_build.vectorBits < machineBits();
}

double MeasuredKernel::gflops() const
{
    return largest().work.flops / largest().timing->ms * 1e-6;
}

double MeasuredKernel::peak() const
{
    return largest().work.doublePrecision ? m_roofs.fp64Gflops : m_roofs.fp32Gflops;
}

double MeasuredKernel::gbytes() const
{
    return largest().work.bytes / largest().timing->ms * 1e-6;
}

double MeasuredKernel::intensity() const
{
    return largest().work.bytes > 0 ? largest().work.flops / largest().work.bytes : 0;
}

double MeasuredKernel::excessTraffic() const
{
    return m_build.known && m_build.stridedAccesses > 0 ? kLine / m_elementBytes : 1;
}

} // namespace espalier
