#pragma once

#include "core/graph/searchgraph.h"
#include "core/store/store.h"

namespace espalier::cli {

/// "open", "pinned" or "pruned": the state of one node in `tree`.
std::string stateText(const SearchGraph& graph, NodeNumber number);

/// One line a node, children below their first parent.
void printTree(const SessionInfo& session, const SearchGraph& graph);

} // namespace espalier::cli
