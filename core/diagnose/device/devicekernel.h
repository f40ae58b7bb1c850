#pragma once

#include "core/graph/evaluation.h"
#include "core/task/task.h"

#include <algorithm>
#include <functional>
#include <vector>

namespace espalier {

/// One timed case of a kernel on a device against the roofs of that device. Times in milliseconds.
struct CaseOnDevice
{
    const CaseTiming* timing = nullptr;
    double flops = 0;
    double bytes = 0; ///< compulsory: every input read once, every output written once
    double memoryMs = 0;
    double computeMs = 0;
    double share = 0;     ///< roof time / median time, at most 1
    double bestShare = 0; ///< roof time / time of the fastest call, at most 1

    double roofMs() const { return std::max(memoryMs, computeMs); }
    bool memoryBound() const { return memoryMs > computeMs; }
};

/// A roof that a kernel got past, which therefore says nothing of it.
struct BeatenRoof
{
    bool isMemory = false;
    double roofMs = 0;
    const CaseTiming* timing = nullptr; ///< of the case that got past it by the most
};

/// A kernel's timings on a device, the roofs of the device and what the compiler noted of its launches, side by side.
/// A roof that a case is clearly faster than does not hold: a task in float32 may be computed by matrix cores in half
/// precision or with fewer operations than its formula counts, and bytes may come from a cache. Then no case is held
/// against the rate of arithmetic, since the others are computed by the same units, or that case not against memory.
/// The judge empties the second-level cache before each call, so the compulsory bytes pass through the device's memory
/// whatever their size. Refers to what it was made from, all of which outlives it.
class DeviceKernel
{
public:
    DeviceKernel(const Task& task, const std::vector<CaseTiming>& cases, const DeviceRoofs& roofs,
                 const std::vector<CaseLaunches>& launches);

    /// There is a case with a time and a roof that holds.
    bool isTimed() const { return !m_cases.empty(); }
    const std::vector<BeatenRoof>& beaten() const { return m_beaten; }
    bool beatsArithmetic() const { return std::ranges::any_of(m_beaten, std::not_fn(&BeatenRoof::isMemory)); }
    const std::vector<CaseOnDevice>& cases() const { return m_cases; }
    /// The case with the longest roof time, which the verdict is about. Only when isTimed().
    const CaseOnDevice& largest() const { return m_cases[m_largest]; }
    const DeviceRoofs& roofs() const { return m_roofs; }

    /// Of the largest case; empty where they are not known.
    const std::vector<LaunchFacts>& launches() const;
    /// The one with the most threads, which stands for all; null where none is known.
    const LaunchFacts* mainLaunch() const;

    /// Milliseconds that the launches of a call take before they do any work.
    double launchMs() const;
    /// How often the blocks of the main launch fill the whole device; 0 where that is not known.
    double waves() const;
    /// What the best of the last wave leaves idle: 1 where it fills the device, 1.5 where its last wave does a third of
    /// the work that one could; 1 below one wave and from ten on.
    double tail() const;

    /// Operations a second that the device can do in the type of the task, 1e9; of fp32 for integers, as an upper
    /// bound.
    double peak() const { return m_peak; }
    /// "fp32", "fp64", "fp16 in tiles (mma.sync)"
    const char* peakName() const { return m_peakName; }
    bool isInteger() const { return m_isInteger; }
    bool isHalf() const { return m_isHalf; }
    double gflops() const { return largest().flops / largest().timing->ms * 1e-6; }
    double gbytes() const { return largest().bytes / largest().timing->ms * 1e-6; }
    double intensity() const { return largest().bytes > 0 ? largest().flops / largest().bytes : 0; }

private:
    void choosePeak(const Task& task);
    /// Drops the roof from the cases that are clearly faster, or from all where one is.
    void dropBeaten(double CaseOnDevice::* roofMs, bool ofAll);

    const DeviceRoofs& m_roofs;
    const std::vector<CaseLaunches>& m_launches;
    bool m_isInteger = false;
    bool m_isHalf = false;
    double m_peak = 0;
    const char* m_peakName = "fp32";
    std::vector<CaseOnDevice> m_cases;
    std::vector<BeatenRoof> m_beaten;
    std::size_t m_largest = 0;
};

/// The launches of the case whose launches have the most threads together: what stands for a candidate that was built
/// and not run. Empty without any.
std::vector<LaunchFacts> largestLaunches(const std::vector<CaseLaunches>& cases);

} // namespace espalier
