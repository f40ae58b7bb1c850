#pragma once

#include "core/graph/evaluation.h"
#include "core/graph/verdict.h"

#include <cstdint>
#include <string>
#include <vector>

namespace espalier {

/// A node's place in its session: 0 is the plain seed, children always have larger numbers than their parents.
using NodeNumber = std::uint32_t;

/// How a node was derived.
enum class EdgeKind {
    Root,    ///< the plain seed
    Draft,   ///< independent draft from the seed, without memory
    Refine,  ///< changed from its parent
    Merge,   ///< crossover of two parents
    Restart, ///< clean slate after stagnation
    Hand,    ///< edited by a person
};

std::string_view toText(EdgeKind kind);
std::optional<EdgeKind> edgeKindFromText(std::string_view text);

/// A recorded candidate with what a tree needs of its evaluation. Insert-only: nothing here changes afterwards; what
/// people and the search say of it later is NodeState. The full evaluation and the source are fetched by number when
/// shown.
struct Node
{
    NodeNumber number = 0;
    std::vector<NodeNumber> parents; ///< empty for the root; two for a merge
    EdgeKind edge = EdgeKind::Root;
    int step = 0;         ///< logical step of the search that made it
    std::string artefact; ///< SHA-256 of the candidate's object
    Verdict verdict = Verdict::BuildFailed;
    double fitness = 0; ///< Evaluation::fitness()
    Interval speedup;   ///< over the fastest baseline
    double seedSpeedup = 0;
    double ms = 0;
    Bound bound = Bound::Unknown;
    double roofShare = 0;
    std::vector<std::string> skills; ///< names of the skills this edge applied
    std::string summary;             ///< what was changed, one line: "vectorise: simd reduction with 4 accumulators"
    std::string why;                 ///< why its parent was chosen, one sentence with the policy's terms
    double time = 0;                 ///< unix time of the insert
    double seconds = 0;              ///< what its evaluation took
};

/// Copies what a tree needs of an evaluation into its node; a fitness that is no number counts as 0.
void setFigures(Node& node, const Evaluation& evaluation);

/// The speedup that the node's interval vouches for: its low end; the fitness itself where there is no interval; 0 for
/// a failed one. Nodes are ranked by it, because the best of many noisy equals by median is the luckiest one: a search
/// for rmsnorm once followed a 5.77 with interval [2.94, 7.77] for half its steps.
double vouched(const Node& node);

/// A candidate on its way: made from `parents` at `step`, now in `stage` ("building", "timing", …).
struct InFlight
{
    int step = 0;
    std::vector<NodeNumber> parents;
    std::string stage;
    double since = 0; ///< unix time at which the stage began
};

} // namespace espalier
