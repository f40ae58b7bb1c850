#pragma once

#include "app/cuworker/driver.h"
#include "app/cuworker/nvrtc.h"
#include "core/graph/deviceroofs.h"

namespace espalier {

/// What the device can do at most, by our own kernels (roofkernels.h), medians of nine runs of milliseconds each after
/// some to wake it up; under two seconds. The driver has no program yet, and no other from then on. Run it where
/// nothing else runs on the device.
Result<DeviceRoofs> measureRoofs(Driver& driver, const Nvrtc& compiler);

} // namespace espalier
