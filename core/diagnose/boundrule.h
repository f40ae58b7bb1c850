#pragma once

#include "core/diagnose/measuredkernel.h"

#include <span>

namespace espalier {

/// Shares of the roof: from kAtRoof on little is left, from kLeaning on the roof is the limit. NVIDIA's speed-of-light
/// rule uses the same 80 and 60 %.
inline constexpr double kAtRoof = 0.8;
inline constexpr double kLeaning = 0.6;
/// Below this many starts of all cores, starting dominates. Our choice: a fifth of the time is then a start at least.
inline constexpr double kLaunchFactor = 5;

Bound findBound(const MeasuredKernel& kernel);

/// The skill most likely to help; its name is one of leverNames().
const char* findLever(const MeasuredKernel& kernel, Bound bound);

/// Names that findLever() may give; each is a file kb/skills/<name>.md.
std::span<const char* const> leverNames();

} // namespace espalier
