#pragma once

#include "core/diagnose/device/devicekernel.h"

#include <string>

namespace espalier {

/// Below this theoretical occupancy too few warps are there to hide what each waits for; research on the analytic tier
/// and NVIDIA's rule agree that a kernel far from its roofs is then held up by it.
inline constexpr double kLowOccupancy = 0.25;

/// Adds at most six sentences on why a timed kernel on a device is bound as it is, the most important first: the roof,
/// those that do not hold, the limit with what could be gained there at most, what else its launches show, achieved
/// rates, uneven cases. Gains are upper bounds: no kernel gets past its roof. Each with what it rests on. The diagnosis
/// names the bound already.
void addDeviceFindings(const DeviceKernel& kernel, Diagnosis& diagnosis);

/// One sentence on a roof that the kernel is faster than, and what follows.
std::string beatenSentence(const DeviceKernel& kernel, const BeatenRoof& roof);

/// The skill most likely to help; a file kb/skills/<name>.md.
const char* deviceLever(const DeviceKernel& kernel, Bound bound);

} // namespace espalier
