#pragma once

#include "widgets/models/feed.h"

#include <vector>

namespace espalier {

/// A session as it was after any of its nodes: batches for a window that goes back and forth in it. A value; what is in
/// it does not change, but more may be appended while the search goes on.
class Recording
{
public:
    Recording() = default;
    /// Nodes in the order of their numbers, events in that of their ids.
    Recording(std::vector<Node> nodes, std::vector<SteerEvent> events, SessionSummary summary);

    void append(const std::vector<Node>& nodes, const std::vector<SteerEvent>& events);

    NodeNumber size() const { return static_cast<NodeNumber>(m_nodes.size()); }
    const std::vector<SteerEvent>& events() const { return m_events; }
    /// Everything as it was when `count` nodes were recorded, as a batch that starts anew; 1 ≤ count ≤ size().
    FeedBatch at(NodeNumber count) const;
    /// What came between two moments, from < to.
    FeedBatch between(NodeNumber from, NodeNumber to) const;
    /// The counts after which there was a new best, ascending.
    const std::vector<NodeNumber>& bests() const { return m_bests; }
    /// Highest step among the first `count` nodes.
    int step(NodeNumber count) const;
    /// How many nodes there were when this step was over; at least 1.
    NodeNumber sizeAfter(int step) const;
    /// From the first node to the last of the first `count`.
    double seconds(NodeNumber count) const;
    /// Best speedup among the first `count`; 0 where none is correct.
    double best(NodeNumber count) const;

private:
    SessionSummary summaryAt(NodeNumber count) const;
    /// An event holds from the step at which the search obeyed it, one that nobody obeyed from its time on. Notes and
    /// bookmarks are of the record, not in it: they hold at every moment at which their node is there.
    bool held(const SteerEvent& event, NodeNumber count) const;

    std::vector<Node> m_nodes;
    std::vector<SteerEvent> m_events;
    std::vector<NodeNumber> m_bests;
    std::vector<int> m_steps;         ///< highest so far, one a node
    std::vector<double> m_bestValues; ///< so far, one a node
    double m_vouched = 0;
    SessionSummary m_summary;
};

} // namespace espalier
