#pragma once

#include "core/diagnose/measuredkernel.h"

#include <vector>

namespace espalier {

/// The kernel's dots under the hierarchical roofline, smallest level first; only levels of which something is known.
/// L1: useful operations × bytes loaded and stored per operation in the hottest loop, at least the compulsory bytes.
/// The level that holds the compulsory bytes: those bytes.
std::vector<LevelTraffic> levelTraffic(const MeasuredKernel& kernel);

} // namespace espalier
