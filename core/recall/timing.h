#pragma once

#include "core/graph/disturbed.h"
#include "core/graph/evaluation.h"

namespace espalier {

/// What was measured of a kernel, for a reader who must tell a gain from noise. Zeros where nothing was timed.
struct Timing
{
    Interval speedup;     ///< over the fastest baseline
    double ms = 0;        ///< of the median call, geometric mean over the timed cases
    double fastestMs = 0; ///< of the fastest call likewise; 0 where it was not kept

    /// ms / fastestMs, at least 1; 1 where the fastest call is not known.
    double disturbance() const;
    /// By what a diagnosis too says that others were in the way.
    bool isDisturbed() const { return disturbance() > 1 / kDisturbed; }

    bool operator==(const Timing&) const = default;
};

/// All zeros for a failed kernel.
Timing timingOf(const Evaluation& evaluation);

} // namespace espalier
