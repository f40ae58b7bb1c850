#pragma once

#include "core/graph/node.h"
#include "core/search/switches.h"

#include <cstdint>
#include <string>
#include <vector>

namespace espalier {

/// One way to run a search, set against the first of ablationVariants().
struct AblationVariant
{
    std::string name; ///< "uct", "no skills"
    std::string policy = "greedy";
    double prior = 0.1; ///< with what probability a step is shown a solution of an earlier session
    SearchSwitches switches;
};

/// What a search is when nothing is said, and everything that differs from it in one thing: the other policies, each
/// memory operator for all steps, skills unranked and none, prior solutions never and half of the time.
std::vector<AblationVariant> ablationVariants();

/// What one search of an ablation came to.
struct AblationRun
{
    std::string variant;
    std::string task;
    std::uint64_t seed = 0;
    int evaluations = 0; ///< candidates judged, without the plain seed
    int failed = 0;      ///< of those
    int toFifth = 0;     ///< evaluations until a kernel vouches for 1.2 times the fastest baseline; 0: never
    int toDouble = 0;    ///< until one vouches for twice
    double best = 0;     ///< the highest speedup vouched for; 0: none was correct
};

/// Reads it off a session's nodes; variant, task and seed are the caller's.
AblationRun readRun(const std::vector<Node>& nodes);

/// One line of the table: a variant over all tasks and seeds.
struct AblationRow
{
    std::string variant;
    int runs = 0;
    int reachedFifth = 0; ///< runs that got to 1.2
    double toFifth = 0;   ///< median of the evaluations it took; a run that never got there took more than any
    int reachedDouble = 0;
    double toDouble = 0;
    /// best / the first variant's best, for the same task and seed: the median with its 99 % interval (pairedSpeedup).
    Interval best;
    Interval failing; ///< share of evaluations that failed, Wilson's 95 % interval (1927)
};

/// In the order in which variants first come; the first is the one they are set against. A median that lies among runs
/// that never got there is infinite.
std::vector<AblationRow> tabulate(const std::vector<AblationRun>& runs);

} // namespace espalier
