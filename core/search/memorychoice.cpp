#include "core/search/memorychoice.h"

#include "core/search/growth.h"
#include "core/search/phrase.h"

#include <algorithm>

namespace espalier {
namespace {

/// Of one node's children only the newest are looked at: a root may have thousands. A multiple of kStagnation: who has
/// had so many in a row without gain starts every child from a clean slate.
constexpr std::size_t kLookBack = 10 * kStagnation;
/// By hand, the partner is the best of so many that may be married to the node.
constexpr std::size_t kPool = 8;

std::span<const NodeNumber> newestChildren(const SearchGraph& graph, NodeNumber node)
{
    const auto children = graph.children(node);
    return children.last(std::min(children.size(), kLookBack));
}

bool gained(const SearchGraph& graph, NodeNumber child, NodeNumber parent)
{
    return vouched(graph.node(child)) > vouched(graph.node(parent)) * kBetter;
}

/// Of two children of one parent: made by different skills, as far as they are named.
bool byOtherMeans(const Node& one, const Node& other)
{
    return one.skills.empty() || one.skills != other.skills;
}

std::optional<NodeNumber> equalSibling(const SearchGraph& graph, NodeNumber node, const Couples& couples)
{
    const auto parent = graph.parent(node);
    if (!parent || !gained(graph, node, *parent)) {
        return std::nullopt;
    }
    const double own = vouched(graph.node(node));
    std::optional<NodeNumber> best;
    for (const NodeNumber sibling : newestChildren(graph, *parent)) {
        const double speedup = vouched(graph.node(sibling));
        const bool equal = std::max(own, speedup) <= kNear * std::min(own, speedup);
        if (sibling != node && equal && !graph.state(sibling).pruned && gained(graph, sibling, *parent) &&
            byOtherMeans(graph.node(sibling), graph.node(node)) && (!best || speedup > vouched(graph.node(*best))) &&
            couples.mayMarry(graph, node, sibling)) {
            best = sibling;
        }
    }
    return best;
}

std::optional<NodeNumber> partner(const SearchGraph& graph, NodeNumber node, const Couples& couples)
{
    for (const NodeNumber one : graph.top(kPool)) {
        if (couples.mayMarry(graph, one, node)) {
            return one;
        }
    }
    return std::nullopt;
}

/// The newest children in a row that are no better than their parent.
int fruitlessRow(const SearchGraph& graph, NodeNumber parent)
{
    const auto children = newestChildren(graph, parent);
    const auto better = std::find_if(children.rbegin(), children.rend(),
                                     [&](NodeNumber child) { return gained(graph, child, parent); });
    return static_cast<int>(better - children.rbegin());
}

int failuresOfLast(const SearchGraph& graph, NodeNumber parent)
{
    const auto children = newestChildren(graph, parent);
    const auto last = children.last(std::min<std::size_t>(children.size(), kStagnation));
    return static_cast<int>(
        std::ranges::count_if(last, [&](NodeNumber child) { return !isValid(graph.node(child).verdict); }));
}

} // namespace

MemoryChoice memoryByHand(const SearchGraph& graph, NodeNumber parent, const Couples& couples,
                          const std::string& memoryOperator)
{
    const auto other = memoryOperator == "combine" ? partner(graph, parent, couples) : std::nullopt;
    return {memoryOperator, other, "set by hand"};
}

MemoryChoice chooseMemory(const SearchGraph& graph, NodeNumber parent, const Couples& couples,
                          const std::string& always)
{
    const std::string& byHand = graph.state(parent).memory;
    if (const std::string& set = byHand.empty() ? always : byHand; !set.empty()) {
        MemoryChoice memory = memoryByHand(graph, parent, couples, set);
        memory.why = byHand.empty() ? "for the whole search" : memory.why;
        return memory;
    }
    if (const auto sibling = equalSibling(graph, parent, couples)) {
        return {"combine", sibling,
                "its sibling #" + std::to_string(*sibling) + " is as good by other means (" +
                    number(vouched(graph.node(*sibling))) + " and " + number(vouched(graph.node(parent))) + ")"};
    }
    const int row = fruitlessRow(graph, parent);
    if (row > 0 && row % kStagnation == 0) {
        return {"clean-slate", {}, "its last " + std::to_string(row) + " children gained nothing"};
    }
    if (const int failed = failuresOfLast(graph, parent); failed >= kFailures) {
        const auto last = std::min<std::size_t>(graph.children(parent).size(), kStagnation);
        return {"siblings", {}, std::to_string(failed) + " of its last " + std::to_string(last) + " children failed"};
    }
    return {};
}

void applyMemory(const SearchGraph& graph, const Couples& couples, Choice& choice, const std::string& always)
{
    std::string why;
    if (choice.edge == EdgeKind::Refine) {
        MemoryChoice memory = chooseMemory(graph, choice.parents.front(), couples, always);
        if (memory.other) {
            choice.edge = EdgeKind::Merge;
            choice.parents.push_back(*memory.other);
        }
        choice.memoryOperator = std::move(memory.memoryOperator);
        why = std::move(memory.why);
    }
    choice.why += "; memory: " + choice.memoryOperator + (why.empty() ? "" : ", " + why);
}

} // namespace espalier
