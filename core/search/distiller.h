#pragma once

#include "core/graph/searchgraph.h"
#include "core/knowledge/skill.h"

#include <string>
#include <vector>

namespace espalier {

/// The distil stage: what one recorded node taught about the skills its edge applied. The gain is shared evenly among
/// them (log gain divided by their number). Nothing for nodes without parents or skills, and no gain where either
/// failed.
std::vector<SkillRecord> distil(const SearchGraph& graph, const Node& node, const std::string& task);

} // namespace espalier
