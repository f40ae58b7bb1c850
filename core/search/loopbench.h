#pragma once

#include "core/base/result.h"

namespace espalier {

/// What one step costs the search itself, from selecting to having recorded, with building, running and synthesis taken
/// out, in a tree that has grown to `nodes`.
struct LoopBenchResult
{
    int nodes = 0;
    double medianMs = 0; ///< over the last tenth of the steps
    double p99Ms = 0;
    double firstMs = 0;    ///< median over the first tenth: cost per step is flat when it does not differ much
    double frontierMs = 0; ///< the store's query for the hundred best nodes
};

/// Grows a session of `nodes` nodes by UCT in a store of its own with an evaluator and a synthesizer that cost next to
/// nothing, one candidate at a time, and times the steps. A benchmark: what it measures depends on the machine.
Result<LoopBenchResult> benchLoopCost(int nodes);

} // namespace espalier
