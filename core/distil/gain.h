#pragma once

#include "core/graph/node.h"

namespace espalier {

/// Two judgings of one kernel differ by some per cent; what gained less teaches nothing that could be found again.
inline constexpr double kLeastGain = 1.02;

/// What a child gained over its parent: the ratio of their speedups over the same baseline, with the ends that their
/// two intervals allow together, low = child.low / parent.high and high = child.high / parent.low. Wider than an
/// interval of the ratio itself: low above 1 says that the two do not overlap. Zeros where either failed or has no
/// interval.
Interval gainOver(const Node& parent, const Node& child);

/// By more than noise: the intervals do not overlap and the gain is at least kLeastGain.
bool isBeyondNoise(const Interval& gain);

/// The other way to be sure of a gain: a finalist was judged twice, and both intervals lie above the parent's speedup
/// by kLeastGain.
bool isConfirmed(const Node& parent, const Evaluation& child);

} // namespace espalier
