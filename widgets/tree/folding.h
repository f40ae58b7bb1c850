#pragma once

#include "core/graph/searchgraph.h"
#include "widgets/tree/leafrows.h"

#include <QString>

#include <cstdint>
#include <set>
#include <unordered_map>
#include <vector>

namespace espalier {

/// Which verdicts the window shows; what is left out folds into its parent's stub.
struct TreeFilter
{
    std::set<Verdict> hidden;
    bool pruned = false; ///< show pruned subtrees in full

    bool operator==(const TreeFilter&) const = default;
};

/// What one stub hides.
struct FoldSummary
{
    int nodes = 0; ///< all of them, hidden subtrees included
    int pruned = 0;
    int failed = 0;
    int slower = 0;
    double best = 0;
    bool byHand = false;

    /// "29 pruned, best 0.94×".
    QString text() const;
    bool operator==(const FoldSummary&) const = default;
};

/// Decides which children of a node are folded away. By itself it folds pruned subtrees, more than two failed subtrees
/// and more than two slower leaves of one parent, and never what somebody is looking at: the best, the selected and
/// pinned nodes and candidates' parents keep their whole lineage open (`hold`). A fold or unfold by hand always wins.
class Folding
{
public:
    enum class ByHand { No, Open, Closed };

    void clear();
    void reserve(std::size_t nodes) { m_entries.reserve(nodes); }
    /// Takes the graph's nodes from the last one taken to `end` into the sums of their ancestors, which `rows` knows.
    void append(const SearchGraph& graph, const LeafRows& rows, NodeNumber end);
    /// Counts one more, or one less, reason to keep this node's lineage open.
    void hold(const SearchGraph& graph, NodeNumber number, bool held);
    void setByHand(NodeNumber number, ByHand fold) { m_entries[number].byHand = static_cast<unsigned>(fold) & 3U; }
    ByHand byHand(NodeNumber number) const { return static_cast<ByHand>(m_entries[number].byHand); }
    void setFilter(const TreeFilter& filter) { m_filter = filter; }
    const TreeFilter& filter() const { return m_filter; }

    /// Fills `hidden` with one flag a child, in order, and returns what the stub has to say (nodes 0: no stub).
    FoldSummary decide(const SearchGraph& graph, NodeNumber parent, std::vector<char>& hidden) const;

    int subtreeNodes(NodeNumber number) const { return static_cast<int>(m_entries[number].nodes); }
    /// Highest fitness at or below the node.
    double subtreeBest(NodeNumber number) const { return m_entries[number].best; }

private:
    enum class Why { Shown, Pruned, Failed, Slower, Filtered };
    struct Entry
    {
        std::uint32_t nodes : 28 = 0;
        std::uint32_t anyValid : 1 = 0;
        std::uint32_t held : 1 = 0;   ///< m_holds says how often
        std::uint32_t byHand : 2 = 0; ///< a ByHand
        float best = 0;
    };
    static_assert(sizeof(Entry) == 8); // one a node

    /// What a descendant counts for; its own children are in it already.
    static void join(Entry& above, const Entry& below);
    Why classify(const SearchGraph& graph, NodeNumber parent, NodeNumber child) const;

    std::vector<Entry> m_entries;
    std::unordered_map<NodeNumber, int> m_holds; ///< of the few lineages that are held open
    TreeFilter m_filter;
};

} // namespace espalier
