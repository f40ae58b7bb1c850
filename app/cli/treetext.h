#pragma once

#include "core/graph/searchgraph.h"
#include "core/review/reviews.h"
#include "core/store/store.h"

namespace espalier::cli {

/// "open", "pinned" or "pruned": the state of one node in `tree`.
std::string stateText(const SearchGraph& graph, NodeNumber number);

/// One line a node, children below their first parent; with `why` a second one that says why its parent was chosen.
void printTree(const SessionInfo& session, const SearchGraph& graph, const Reviews& reviews, bool why = false);

} // namespace espalier::cli
