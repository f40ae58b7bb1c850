#pragma once

#include "core/diagnose/device/devicekernel.h"

#include <optional>
#include <string>

namespace espalier {

/// What a diagnosis of a kernel on a device rests on beside its timings.
struct DeviceEvidence
{
    std::optional<DeviceRoofs> roofs;
    std::string whyNoRoofs; ///< where there are none
    std::vector<CaseLaunches> cases;
};

/// Why a kernel on a device takes the time it takes, from its timings, the task's formulas, the measured roofs of the
/// device and what the compiler noted: tier "analytic". Pure. On the case with the longest roof time, with e = roof
/// time / time of the fastest call and w = how often its blocks fill the device (NVIDIA's speed-of-light rule has the
/// same 60 and 80 % and the same one wave):
///   time < 5 × its launches with nothing in them    launch
///   e ≥ 0.6                                         memory or compute, whichever roof is lower
///   w < 1                                           occupancy: too few blocks
///   theoretical occupancy < 25 %                    occupancy: registers, shared memory or the size of a block
///   otherwise                                       latency; registers in memory are said to be its cause
/// A roof that the kernel is clearly faster than does not hold for it (DeviceKernel): e is then of the other one, and
/// the confidence is lower; without another no bound is named.
/// `cases` are the timed ones; without any the diagnosis is unknown. Without roofs no bound is named: what is known of
/// the launches is said, and what is missing.
Diagnosis diagnoseOnDevice(const Task& task, const std::vector<CaseTiming>& cases, const DeviceEvidence& evidence);

/// What can be said of a program that was built and not run: its launches, and no bound.
Diagnosis describeBuild(const std::vector<CaseLaunches>& cases);

} // namespace espalier
