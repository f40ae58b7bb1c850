#include "core/search/boostpull.h"

#include <algorithm>

namespace espalier {

std::vector<double> boostPulls(const SearchGraph& graph)
{
    std::vector<double> pulls;
    pulls.reserve(graph.size());
    for (NodeNumber node = 0; node < graph.size(); ++node) {
        pulls.push_back(graph.state(node).boost);
    }
    // Children have larger numbers than their parents: from the back, every subtree is done before its root.
    for (auto node = static_cast<NodeNumber>(graph.size()); node-- > 1;) {
        double& above = pulls[*graph.parent(node)];
        above = pulls[node] > 1 ? std::max(above, pulls[node]) : above;
    }
    return pulls;
}

} // namespace espalier
