#pragma once

#include "core/graph/candidate.h"
#include "core/graph/node.h"
#include "core/recall/timing.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace espalier {

/// One remembered attempt: a node of the trajectory, a sibling, or a failure.
struct Memory
{
    NodeNumber number = 0;
    std::vector<std::string> skills;
    std::string summary;
    Verdict verdict = Verdict::BuildFailed;
    double speedup = 0;  ///< over the fastest baseline
    double gain = 0;     ///< speedup / its parent's speedup; 0 when either failed
    std::string fault{}; ///< errorSignature() of a failed one, where it is known
    Timing timing{};     ///< its fastest call where that is known
};

/// How a fault was put right in this search.
struct Fix
{
    std::string fault; ///< errorSignature()
    NodeNumber failed = 0;
    Memory repair; ///< the correct node, with what was done there
};

/// A node elsewhere in the tree whose source is nearly the parent's.
struct NearDuplicate
{
    Memory memory;
    double likeness = 0; ///< 0.9 to 1, see SourceSketch
};

/// A good kernel of an earlier session on this task or a similar one.
struct PriorSolution
{
    /// How the summary of a node that builds on one begins: "from node 3.12 of an earlier search: …".
    static constexpr std::string_view kFrom = "from node ";

    std::string place; ///< session and node: "3.12"
    std::string task;
    std::string why; ///< how similar the task is: "the same operator; of about the same size"
    double speedup = 0;
    std::vector<std::string> skills; ///< from its session's seed down to it, in order
    std::string summary;
    Candidate candidate;
    bool sameEntry = false;             ///< its task asks for the same function: the kernel can be used as it is
    bool untold = false;                ///< no step before was told of it
    std::vector<std::string> changes{}; ///< from its session's seed down to it: "parallel-outer-loop: loop over row"
};

/// What the search remembers when it grows a child of one node.
struct Recollection
{
    std::string memoryOperator = "inherit"; ///< inherit, siblings, combine, clean-slate
    std::vector<Memory> trajectory;         ///< root → parent
    std::vector<Memory> siblings;           ///< children the parent already has, failed ones included
    std::vector<Memory> failures;           ///< what was tried below the same lineage and failed: not to be tried again
    std::vector<Fix> fixes{};               ///< of faults like the parent's and the failures'
    std::vector<NearDuplicate> nearDuplicates{}; ///< that are not remembered above, the most alike first
    std::optional<PriorSolution> prior{};        ///< told in some steps, whatever the memory operator but for restarts
};

} // namespace espalier
