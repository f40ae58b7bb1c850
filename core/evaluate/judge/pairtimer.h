#pragma once

#include "core/diagnose/statistics.h"
#include "core/evaluate/judge/contender.h"

#include <functional>

namespace espalier {

/// How long one case is timed.
struct PairPlan
{
    int fewest = 8; ///< pairs before anything is decided
    int most = 60;
    double seconds =
        0.25; ///< after this long the case ends once it is decided that it is not faster, or `patience` × is over
    double patience = 3;   ///< how much longer a case near 1 may take
    double narrow = 0.02;  ///< an interval narrower than this share needs no more pairs
    double settled = 0.10; ///< one that excludes 1 must be this narrow, so that good candidates can be told apart
};

/// Times a candidate against a baseline in pairs on the same fresh inputs, in random order, each checked at its return
/// before the other runs. Nothing when the candidate failed (its end() says how), when the baseline could not be kept
/// alive, or when `cancelled` answered true.
std::optional<PairedTimes> timePairs(Contender& candidate, Contender& baseline, InputPool& pool, const WorkBench& bench,
                                     const PairPlan& plan, const std::function<bool()>& cancelled);

} // namespace espalier
