#include "core/diagnose/device/devicekernel.h"

#include <cmath>

namespace espalier {
namespace {

constexpr double kClearly = 0.95;   ///< of a roof's time: more than two measurements of one device differ by; ours
constexpr double kTailMatters = 10; ///< waves from which the last one is under a tenth of the time

double usable(double value)
{
    return std::isfinite(value) && value > 0 ? value : 0;
}

double threadsOf(const LaunchFacts& facts)
{
    return facts.blocks * facts.threads;
}

} // namespace

DeviceKernel::DeviceKernel(const Task& task, const std::vector<CaseTiming>& cases, const DeviceRoofs& roofs,
                           const std::vector<CaseLaunches>& launches)
    : m_roofs(roofs), m_launches(launches)
{
    choosePeak(task);
    for (const CaseTiming& timing : cases) {
        CaseOnDevice one;
        one.timing = &timing;
        one.flops = usable(task.flops.value(timing.dims));
        one.bytes = usable(task.bytes.value(timing.dims));
        one.memoryMs = roofs.memoryGbytes > 0 ? one.bytes / roofs.memoryGbytes * 1e-6 : 0;
        one.computeMs = m_peak > 0 ? one.flops / m_peak * 1e-6 : 0;
        if (usable(timing.ms) > 0) {
            m_cases.push_back(one);
        }
    }
    dropBeaten(&CaseOnDevice::computeMs, true);
    dropBeaten(&CaseOnDevice::memoryMs, false);
    std::erase_if(m_cases, [](const CaseOnDevice& one) { return one.roofMs() <= 0; });
    for (CaseOnDevice& one : m_cases) {
        const double fastest = usable(one.timing->fastestMs) > 0 ? one.timing->fastestMs : one.timing->ms;
        one.share = std::min(one.roofMs() / one.timing->ms, 1.0);
        one.bestShare = std::min(one.roofMs() / fastest, 1.0);
    }
    const auto longest = std::ranges::max_element(m_cases, {}, &CaseOnDevice::roofMs);
    m_largest = static_cast<std::size_t>(longest - m_cases.begin());
}

void DeviceKernel::dropBeaten(double CaseOnDevice::* roofMs, bool ofAll)
{
    const auto most =
        std::ranges::max_element(m_cases, {}, [&](const CaseOnDevice& one) { return one.*roofMs / one.timing->ms; });
    if (most == m_cases.end() || most->timing->ms >= kClearly * (*most.*roofMs)) {
        return;
    }
    m_beaten.push_back({roofMs == &CaseOnDevice::memoryMs, *most.*roofMs, most->timing});
    for (CaseOnDevice& one : m_cases) {
        if (ofAll || one.timing->ms < kClearly * (one.*roofMs)) {
            one.*roofMs = 0;
        }
    }
}

void DeviceKernel::choosePeak(const Task& task)
{
    const auto has = [&](auto&& is) { return std::ranges::any_of(task.outputs, is); };
    m_isInteger = !has([](const Tensor& t) { return isFloat(t.dtype); });
    m_isHalf = has([](const Tensor& t) { return isFloat(t.dtype) && sizeOf(t.dtype) == 2; });
    const bool isDouble = has([](const Tensor& t) { return t.dtype == DType::Float64; });
    if (isDouble && m_roofs.fp64Gflops > 0) {
        m_peak = m_roofs.fp64Gflops;
        m_peakName = "fp64";
    } else if (m_isHalf && m_roofs.matrixGflops > 0) {
        m_peak = m_roofs.matrixGflops;
        m_peakName = "fp16 in tiles (mma.sync)";
    } else {
        m_peak = m_roofs.fp32Gflops;
    }
}

const std::vector<LaunchFacts>& DeviceKernel::launches() const
{
    static const std::vector<LaunchFacts> none;
    const auto found = std::ranges::find(m_launches, largest().timing->name, &CaseLaunches::name);
    return found == m_launches.end() ? none : found->launches;
}

const LaunchFacts* DeviceKernel::mainLaunch() const
{
    const auto found = std::ranges::max_element(launches(), {}, threadsOf);
    return found == launches().end() ? nullptr : &*found;
}

double DeviceKernel::launchMs() const
{
    const double further = static_cast<double>(std::max<std::size_t>(launches().size(), 1) - 1);
    return (m_roofs.launchUs + further * m_roofs.nextLaunchUs) * 1e-3;
}

double DeviceKernel::waves() const
{
    const LaunchFacts* launch = mainLaunch();
    const double together = launch ? static_cast<double>(launch->residentBlocks) * m_roofs.multiprocessors : 0;
    return together > 0 ? launch->blocks / together : 0;
}

double DeviceKernel::tail() const
{
    const double filled = waves();
    return filled > 1 && filled < kTailMatters ? std::ceil(filled) / filled : 1;
}

std::vector<LaunchFacts> largestLaunches(const std::vector<CaseLaunches>& cases)
{
    const auto threads = [](const CaseLaunches& one) {
        double sum = 0;
        for (const LaunchFacts& facts : one.launches) {
            sum += threadsOf(facts);
        }
        return sum;
    };
    const auto found = std::ranges::max_element(cases, {}, threads);
    return found == cases.end() ? std::vector<LaunchFacts>() : found->launches;
}

} // namespace espalier
