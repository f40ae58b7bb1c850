#pragma once

#include "core/diagnose/roofs.h"
#include "core/graph/evaluation.h"
#include "core/graph/searchgraph.h"

#include <optional>
#include <string>
#include <vector>

namespace espalier::handover {

/// Best so far over the steps as SVG: each correct node's value as a dot, and the low end of the best one's interval as
/// a line, which is what makes it the best. Empty without a correct node. Logarithmic upwards.
std::string bestSoFarChart(const SearchGraph& graph);

/// Where a node stands under the roofs.
struct RooflineDot
{
    NodeNumber node = 0;
    double intensity = 0; ///< useful operations per compulsory byte
    double gflops = 0;    ///< achieved
    bool isBest = false;
};

/// The roofs and the dots on doubly logarithmic axes as SVG; a slope for each level of memory and a level line for each
/// rate. `device` goes before `processor`. Empty without a dot that has a place.
std::string rooflineChart(const std::vector<RooflineDot>& dots, const std::optional<Roofs>& processor,
                          const std::optional<DeviceRoofs>& device);

} // namespace espalier::handover
