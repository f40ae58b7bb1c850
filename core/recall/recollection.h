#pragma once

#include "core/graph/node.h"

#include <string>
#include <vector>

namespace espalier {

/// One remembered attempt: a node of the trajectory, a sibling, or a failure.
struct Memory
{
    NodeNumber number = 0;
    std::vector<std::string> skills;
    std::string summary;
    Verdict verdict = Verdict::BuildFailed;
    double speedup = 0; ///< over the fastest baseline
    double gain = 0;    ///< speedup / its parent's speedup; 0 when either failed
};

/// What the search remembers when it grows a child of one node.
struct Recollection
{
    std::string memoryOperator = "inherit"; ///< inherit, siblings, combine, clean-slate
    std::vector<Memory> trajectory;         ///< root → parent
    std::vector<Memory> siblings;           ///< children the parent already has, failed ones included
    std::vector<Memory> failures;           ///< what was tried below the same lineage and failed: not to be tried again
};

} // namespace espalier
