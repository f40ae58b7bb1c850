#pragma once

#include "widgets/charts/rooflineplan.h"
#include "widgets/models/detailscache.h"
#include "widgets/models/livegraph.h"
#include "widgets/models/nodefigures.h"

#include <span>

namespace espalier {

/// At most so many other nodes are drawn, the fastest of them.
inline constexpr std::size_t kMostOthers = 5000;

/// What the roofline shows of the selected node: its lineage as far as its details have come (they are asked for), the
/// baseline, and the roofs that the node was held against: those of its device, `own` where it was judged on this
/// machine, and none where it was judged elsewhere. With profiles the traffic of each level is that of the counters.
/// `figures`: of all nodes, where the others are to be shown; else empty. `marked`: the node marked as baseline.
RooflineData rooflineOf(const LiveGraph& live, DetailsCache& details, NodeNumber selected, const MachineRoofs& own,
                        std::span<const NodeFigures> figures, std::optional<NodeNumber> marked = {});

} // namespace espalier
