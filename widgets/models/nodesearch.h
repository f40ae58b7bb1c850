#pragma once

#include "core/graph/searchgraph.h"

#include <QString>

#include <set>

namespace espalier {

/// Nodes that match the words of the search box, all of them: "#12", a skill, a verdict, part of a summary, ">2" for
/// speedups above, "bound:memory". Empty text matches nothing.
std::set<NodeNumber> findNodes(const SearchGraph& graph, const QString& text);

} // namespace espalier
