#pragma once

#include "core/graph/searchgraph.h"
#include "widgets/models/nodesearch.h"

#include <set>

namespace espalier::test {

/// Every node that the words of the search box find; without words none.
inline std::set<NodeNumber> findNodes(const SearchGraph& graph, const QString& text, const Reviews& reviews = {})
{
    const NodeQuery query(text);
    std::set<NodeNumber> found;
    for (NodeNumber n = 0; n < graph.size() && !query.isEmpty(); ++n) {
        if (query.matches(graph.node(n), reviews.of(n))) {
            found.insert(n);
        }
    }
    return found;
}

} // namespace espalier::test
