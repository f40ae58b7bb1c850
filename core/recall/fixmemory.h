#pragma once

#include "core/graph/searchgraph.h"
#include "core/recall/recollection.h"

#include <cstddef>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

namespace espalier {

/// Which faults the search has seen, and how they were put right. A fix of a failed node is
///   its child, where that is correct: the repair; or
///   a later correct child of the same parent that applied every skill the failed one had applied: the same attempt,
///   done right.
/// Folded from the nodes in their order, so a search that is gone through again remembers the same. Of one fault the
/// kFixesKept best are kept: repairs first, then by vouched speedup. One thread.
class FixMemory
{
public:
    /// The node is in the graph; `fault` is its errorSignature(), empty for a correct one.
    void add(const SearchGraph& graph, NodeNumber number, const std::string& fault);

    /// Empty when the node did not fail.
    std::string faultOf(NodeNumber number) const;
    /// The fixes of these faults, each fault once and in their order, at most kFixesTold of each.
    std::vector<Fix> fixesOf(const std::vector<std::string>& faults) const;

    static constexpr std::size_t kFixesKept = 8;
    static constexpr std::size_t kFixesTold = 2;

private:
    struct Known
    {
        Fix fix;
        bool isRepair = false;
        double vouched = 0;
    };

    void learn(const SearchGraph& graph, NodeNumber failed, NodeNumber fixed, bool isRepair);

    std::unordered_map<NodeNumber, std::string> m_faults;
    std::map<std::string, std::vector<Known>> m_fixes; ///< by fault, best first
};

} // namespace espalier
