#pragma once

#include "core/graph/searchgraph.h"
#include "core/graph/wishes.h"
#include "core/review/reviews.h"
#include "widgets/models/feed.h"

#include <QObject>

#include <map>
#include <set>
#include <span>

namespace espalier {

/// The window's own copy of the open session, fed by batches; every view reads it and nobody else writes it. GUI
/// thread.
///
/// A steering mark shows as pending until the search acknowledged it. Where no process holds the session marks hold at
/// once, as the next run will obey them; what people say of a node in its review always does.
class LiveGraph : public QObject
{
    Q_OBJECT
public:
    explicit LiveGraph(QObject* parent = nullptr) : QObject(parent) {}

    void take(const FeedBatch& batch);

    const SearchGraph& graph() const { return m_graph; }
    const Reviews& reviews() const { return m_reviews; }
    const SessionSummary& session() const { return m_session; }
    std::span<const InFlight> inFlight() const { return m_inFlight; }
    bool isOpen() const { return m_session.id != 0; }
    std::optional<NodeNumber> best() const { return m_best; }
    /// Nodes with a command the search has not acknowledged.
    bool isPending(NodeNumber number) const { return m_pendingNodes.contains(number); }
    std::vector<SteerEvent> pending() const;
    /// Children that Expand asked for, acknowledged or not, less those that recorded steps have made or tried to.
    int childrenAsked(NodeNumber number) const;
    /// Everything that was said, in its order.
    const std::vector<SteerEvent>& events() const { return m_events; }
    /// What holds of the whole session, and what will once everything pending was taken up.
    const SessionState& steered() const { return m_graph.session(); }
    SessionState asked() const;
    /// Highest step seen.
    int step() const { return m_step; }
    /// How many nodes the judge caught cheating.
    int cheats() const { return m_cheats; }
    const std::set<NodeNumber>& pinned() const { return m_pinned; }

Q_SIGNALS:
    void aboutToReset();
    void wasReset();
    /// Nodes [first, first + count) are about to be, and have been, added.
    void aboutToAdd(NodeNumber first, NodeNumber count);
    void added(NodeNumber first, NodeNumber count);
    /// Events were added from row `first` of events() on, and older ones acknowledged.
    void logged(std::size_t first);
    /// Marks of these nodes changed.
    void marked(const std::vector<NodeNumber>& nodes);
    void inFlightChanged();
    void sessionChanged();
    /// After everything else of a batch.
    void batchTaken();

private:
    void addNodes(const std::vector<Node>& nodes);
    void takeEvents(const std::vector<SteerEvent>& events);
    void log(const std::vector<SteerEvent>& events);
    void countWishes();

    SearchGraph m_graph;
    Reviews m_reviews;
    SessionSummary m_session;
    std::vector<InFlight> m_inFlight;
    std::vector<SteerEvent> m_events;
    std::map<std::int64_t, SteerEvent> m_pending;
    std::set<std::int64_t> m_applied;
    std::set<NodeNumber> m_pendingNodes;
    std::map<NodeNumber, int> m_asked; ///< children by Expand
    std::optional<NodeNumber> m_best;
    std::set<NodeNumber> m_pinned;
    int m_step = 0;
    int m_cheats = 0;
};

} // namespace espalier
