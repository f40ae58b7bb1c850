#pragma once

#include "core/graph/candidate.h"
#include "core/recall/fixmemory.h"
#include "core/recall/resemblance.h"

#include <unordered_map>

namespace espalier {

/// What a search knows of its nodes beside the graph: their faults with the fixes, their fastest calls, and which
/// sources are nearly alike. Fed with every recorded node in its order, so a search that is gone through again
/// remembers the same. Belongs to the controller's thread.
class SearchMemory
{
public:
    /// The node is in the graph already.
    void add(const SearchGraph& graph, NodeNumber number, const Evaluation& evaluation, const Candidate& candidate);

    /// Completes what recall() says of a child of `parent`: names the faults and the fastest calls, offers fixes for
    /// the faults and for the parent's own, and points out near copies of the parent. Nothing for a clean slate.
    void complete(Recollection& recollection, const SearchGraph& graph, NodeNumber parent) const;

    static constexpr double kNear = 0.9;
    static constexpr std::size_t kNearCap = 8; ///< a prompt has an end

private:
    void complete(Memory& memory) const;

    FixMemory m_fixes;
    std::unordered_map<NodeNumber, double> m_fastestMs;
    ResemblanceIndex m_sources;
};

} // namespace espalier
