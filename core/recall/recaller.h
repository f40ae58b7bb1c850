#pragma once

#include "core/graph/searchgraph.h"
#include "core/recall/recollection.h"

#include <string>

namespace espalier {

/// The recall stage: what the search remembers when it grows a child of `parent`.
///   inherit      the trajectory from the root, the children the parent already has, and failures below the lineage
///   siblings     the parent's children and the failures, without the trajectory: a second look at the same code
///   combine      as inherit, with the parent's own siblings among the siblings
///   clean-slate  nothing; so do drafts and restarts
/// At most kRecallCap entries of each kind, the newest: a prompt has an end, and a step's cost must not grow with the
/// tree.
Recollection recall(const SearchGraph& graph, NodeNumber parent, const std::string& memoryOperator);

inline constexpr std::size_t kRecallCap = 32;

/// One node as an attempt to be remembered; its fault and its fastest call are not known here.
Memory memoryOf(const SearchGraph& graph, NodeNumber number);

} // namespace espalier
