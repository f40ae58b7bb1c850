#pragma once

#include "core/graph/searchgraph.h"
#include "core/review/reviews.h"

#include <QString>

#include <set>

namespace espalier {

/// Nodes that match the words of the search box, all of them: "#12", a skill, a verdict, part of a summary, ">2" for
/// speedups above, "bound:memory", "review:approved" ("review:" for whatever is in review), "bookmark", "commented",
/// part of a note. Empty text matches nothing.
std::set<NodeNumber> findNodes(const SearchGraph& graph, const QString& text, const Reviews& reviews = {});

} // namespace espalier
