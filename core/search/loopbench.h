#pragma once

#include "core/base/result.h"

#include <string>
#include <vector>

namespace espalier {

/// What one step cost when the tree had `nodes` nodes: over the tenth of the steps that led there.
struct LoopCost
{
    int nodes = 0;
    double medianMs = 0;
    double p99Ms = 0;
    double maxMs = 0;
};

/// What one step costs the search itself, from selecting to having recorded, with building, running and synthesis taken
/// out.
struct LoopBenchResult
{
    std::vector<LoopCost> costs;     ///< at 1,000 nodes and its tenfolds, and at the end: flat when the rows are alike
    double frontierMs = 0;           ///< the store's query for the hundred best nodes, at the end
    double databaseBytesPerNode = 0; ///< on the disk, the log included
    double objectBytesPerNode = 0;   ///< on the disk: whole blocks
};

/// Grows a session of `nodes` nodes by a selection policy in a store of its own with an evaluator and a synthesizer
/// that cost next to nothing, one candidate at a time, and times the steps. A benchmark: what it measures depends on
/// the machine.
Result<LoopBenchResult> benchLoopCost(int nodes, const std::string& policy);

} // namespace espalier
