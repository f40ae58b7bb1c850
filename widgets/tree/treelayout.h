#pragma once

#include "widgets/tree/cellgrid.h"
#include "widgets/tree/folding.h"
#include "widgets/tree/leafrows.h"

#include <map>
#include <optional>
#include <span>
#include <vector>

namespace espalier {

/// The tree as it is laid out: rows, folds and the row of candidates in flight below each parent. Follows one
/// SearchGraph, incrementally: what a batch touched is decided again, the rest stays where it is. GUI thread.
class TreeLayout
{
public:
    explicit TreeLayout(const SearchGraph& graph) : m_graph(graph) {}

    void clear();
    /// Takes over new nodes, changed marks (`touched`) and the list in flight.
    void sync(std::span<const NodeNumber> touched, std::span<const InFlight> inFlight);
    void setSelected(std::optional<NodeNumber> node);
    void setFilter(const TreeFilter& filter);
    const TreeFilter& filter() const { return m_folding.filter(); }
    /// Folds a node with shown children, opens one that hides some.
    void toggleFold(NodeNumber number);
    void openAll();

    const SearchGraph& graph() const { return m_graph; }
    const LeafRows& rows() const { return m_rows; }
    const Folding& folding() const { return m_folding; }
    std::optional<NodeNumber> best() const { return m_best; }
    std::optional<NodeNumber> selected() const { return m_selected; }
    /// The stub below this node, if any of its children are folded.
    const FoldSummary* stub(NodeNumber number) const;
    /// Candidates on their way from this node.
    std::vector<const InFlight*> inFlight(NodeNumber number) const;
    /// "timing… 12 s" or "3 in flight: building, timing… 40 s", with the time of the one that is longest in its stage.
    QString inFlightText(NodeNumber number) const;
    /// The node itself or its nearest ancestor that is not folded away.
    NodeNumber shownAncestor(NodeNumber number) const;
    int shownNodes() const { return m_rows.shown(); }
    /// What its fitness looks like, without a look at the node: that one is hundreds of bytes, and far off.
    Shade shade(NodeNumber number) const { return m_shades[number]; }
    /// Deepest column in use, stubs included.
    int maxDepth() const { return m_maxDepth; }

private:
    struct Stub
    {
        NodeNumber parent = 0;
        FoldSummary summary;
    };

    void append(NodeNumber number);
    void hold(std::optional<NodeNumber>& slot, std::optional<NodeNumber> node);
    void markLineage(NodeNumber number);
    void markDirty(NodeNumber number) { m_dirty.push_back(number); }
    void settle();
    void updateExtra(NodeNumber number);
    /// Takes over what was decided anew, in the order of the parents; without nodes: no stub any more.
    void mergeStubs(std::span<const Stub> decided);
    void takeInFlight(std::span<const InFlight> inFlight);

    const SearchGraph& m_graph;
    LeafRows m_rows;
    Folding m_folding;
    std::vector<Shade> m_shades; ///< by node
    std::vector<Stub> m_stubs;   ///< by parent; a table of hashes takes twice as much
    std::multimap<NodeNumber, InFlight> m_inFlight;
    std::vector<NodeNumber> m_dirty;
    std::set<NodeNumber> m_pinned;
    std::optional<NodeNumber> m_best;
    std::optional<NodeNumber> m_selected;
    int m_maxDepth = 0;
};

} // namespace espalier
