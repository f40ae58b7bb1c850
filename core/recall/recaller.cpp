#include "core/recall/recaller.h"

#include <algorithm>

namespace espalier {
namespace {

/// Of one node's children only the newest are looked at: a root may have thousands.
constexpr std::size_t kLookBack = 128;
/// Of a lineage's children as many: it grows with the tree, and where nothing fails it would be gone through to the
/// root.
constexpr std::size_t kLookAround = 1024;

std::span<const NodeNumber> newestChildren(const SearchGraph& graph, NodeNumber number)
{
    const auto children = graph.children(number);
    return children.last(std::min(children.size(), kLookBack));
}

void recallChildren(const SearchGraph& graph, NodeNumber parent, std::optional<NodeNumber> except,
                    std::vector<Memory>& list)
{
    const auto children = newestChildren(graph, parent);
    for (auto child = children.rbegin(); child != children.rend() && list.size() < kRecallCap; ++child) {
        if (*child != except) {
            list.push_back(memoryOf(graph, *child));
        }
    }
}

void recallFailures(const SearchGraph& graph, NodeNumber parent, std::vector<Memory>& list)
{
    std::size_t seen = 0;
    for (std::optional<NodeNumber> at = parent; at && list.size() < kRecallCap && seen < kLookAround;
         at = graph.parent(*at)) {
        const auto children = newestChildren(graph, *at);
        seen += children.size();
        for (auto child = children.rbegin(); child != children.rend() && list.size() < kRecallCap; ++child) {
            if (!isValid(graph.node(*child).verdict)) {
                list.push_back(memoryOf(graph, *child));
            }
        }
    }
}

} // namespace

Memory memoryOf(const SearchGraph& graph, NodeNumber number)
{
    const Node& node = graph.node(number);
    const auto parent = graph.parent(number);
    const double before = parent ? graph.node(*parent).fitness : 0;
    const double gain = before > 0 && node.fitness > 0 ? node.fitness / before : 0;
    const Timing timing = node.fitness > 0 ? Timing{node.speedup, node.ms, 0} : Timing{};
    return {number, node.skills, node.summary, node.verdict, node.fitness, gain, {}, timing};
}

Recollection recall(const SearchGraph& graph, NodeNumber parent, const std::string& memoryOperator)
{
    Recollection recollection;
    recollection.memoryOperator = memoryOperator;
    if (memoryOperator == "clean-slate" || parent >= graph.size()) {
        return recollection;
    }
    if (memoryOperator != "siblings") {
        for (std::optional<NodeNumber> at = parent; at && recollection.trajectory.size() < kRecallCap;
             at = graph.parent(*at)) {
            recollection.trajectory.push_back(memoryOf(graph, *at));
        }
        std::ranges::reverse(recollection.trajectory);
    }
    recallChildren(graph, parent, std::nullopt, recollection.siblings);
    if (const auto grandparent = graph.parent(parent); grandparent && memoryOperator == "combine") {
        recallChildren(graph, *grandparent, parent, recollection.siblings);
    }
    recallFailures(graph, parent, recollection.failures);
    return recollection;
}

} // namespace espalier
