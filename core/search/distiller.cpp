#include "core/search/distiller.h"

#include <cmath>

namespace espalier {

std::vector<SkillRecord> distil(const SearchGraph& graph, const Node& node, const std::string& task)
{
    std::vector<SkillRecord> records;
    if (node.parents.empty()) {
        return records;
    }
    const Node& parent = graph.node(node.parents.front());
    const bool valid = isValid(node.verdict);
    const bool gained = valid && node.fitness > 0 && parent.fitness > 0;
    const double share = gained ? std::log(node.fitness / parent.fitness) / static_cast<double>(node.skills.size()) : 0;
    for (const std::string& skill : node.skills) {
        records.push_back({skill, task, parent.bound, 1, valid ? 1 : 0, share});
    }
    return records;
}

} // namespace espalier
