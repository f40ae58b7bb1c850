#include "widgets/models/livegraph.h"

#include "widgets/models/steerevents.h"

#include <algorithm>

namespace espalier {

void LiveGraph::take(const FeedBatch& batch)
{
    if (batch.reset) {
        Q_EMIT aboutToReset();
        m_graph = SearchGraph();
        m_reviews = Reviews();
        m_inFlight.clear();
        m_events.clear();
        m_pending.clear();
        m_applied.clear();
        m_pendingNodes.clear();
        m_pinned.clear();
        m_asked.clear();
        m_best.reset();
        m_step = 0;
        m_cheats = 0;
        m_session = batch.session;
        Q_EMIT wasReset();
    }
    const bool sessionDiffers = batch.reset || !(batch.session == m_session);
    const bool released = !m_session.holder.isEmpty() && batch.session.holder.isEmpty();
    m_session = batch.session;
    addNodes(batch.nodes);
    if (released && !m_pending.empty()) {
        // What nobody took up before the search ended holds from now on, as for whoever opens the session now.
        std::map<std::int64_t, SteerEvent> events = m_pending;
        for (const SteerEvent& event : batch.events) {
            events.insert_or_assign(event.id, event);
        }
        std::vector<SteerEvent> all;
        std::ranges::transform(events, std::back_inserter(all), [](const auto& entry) { return entry.second; });
        takeEvents(all);
    } else {
        takeEvents(batch.events);
    }
    countWishes();
    m_inFlight = batch.inFlight;
    Q_EMIT inFlightChanged();
    if (sessionDiffers) {
        Q_EMIT sessionChanged();
    }
    Q_EMIT batchTaken();
}

void LiveGraph::addNodes(const std::vector<Node>& nodes)
{
    // A batch repeated or with a gap (a store somebody damaged) is cut to what fits.
    const auto first = static_cast<NodeNumber>(m_graph.size());
    std::vector<const Node*> fresh;
    for (const Node& node : nodes) {
        const bool follows = node.number == first + fresh.size();
        const bool grown = std::ranges::all_of(node.parents, [&](NodeNumber p) { return p < node.number; });
        if (follows && grown && (node.number == 0) == node.parents.empty()) {
            fresh.push_back(&node);
        }
    }
    if (fresh.empty()) {
        return;
    }
    const auto count = static_cast<NodeNumber>(fresh.size());
    Q_EMIT aboutToAdd(first, count);
    for (const Node* node : fresh) {
        m_graph.add(*node);
        m_step = std::max(m_step, node->step);
        m_cheats += node->verdict == Verdict::Cheat ? 1 : 0;
        if (isValid(node->verdict) && (!m_best || vouched(*node) > vouched(m_graph.node(*m_best)))) {
            m_best = node->number;
        }
    }
    Q_EMIT added(first, count);
}

void LiveGraph::takeEvents(const std::vector<SteerEvent>& events)
{
    std::vector<NodeNumber> touched;
    for (const SteerEvent& event : events) {
        const bool holds = event.acknowledged() || m_session.holder.isEmpty() || isReview(event.command.verb);
        if (holds && m_applied.insert(event.id).second) {
            m_graph.apply(event.command);
            m_reviews.take(event);
        }
        if (holds) {
            m_pending.erase(event.id);
        } else {
            m_pending.insert_or_assign(event.id, event);
        }
        if (event.command.node && *event.command.node < m_graph.size()) {
            const NodeNumber node = *event.command.node;
            touched.push_back(node);
            m_graph.state(node).pinned ? (void)m_pinned.insert(node) : (void)m_pinned.erase(node);
        }
    }
    if (events.empty()) {
        return;
    }
    m_pendingNodes.clear();
    for (const auto& [id, event] : m_pending) {
        if (event.command.node) {
            m_pendingNodes.insert(*event.command.node);
        }
    }
    m_best = m_graph.best();
    log(events);
    Q_EMIT marked(touched);
}

void LiveGraph::log(const std::vector<SteerEvent>& events)
{
    const std::size_t first = m_events.size();
    for (const SteerEvent& event : events) {
        takeEvent(m_events, event);
    }
    Q_EMIT logged(first);
}

void LiveGraph::countWishes()
{
    std::map<NodeNumber, int> asked = wishesAfter(m_events, m_step).children();
    std::vector<NodeNumber> changed;
    for (const auto& [node, count] : asked) {
        if (count != childrenAsked(node)) {
            changed.push_back(node);
        }
    }
    for (const auto& [node, count] : m_asked) {
        if (!asked.contains(node)) {
            changed.push_back(node);
        }
    }
    std::erase_if(changed, [this](NodeNumber node) { return node >= m_graph.size(); });
    m_asked = std::move(asked);
    if (!changed.empty()) {
        Q_EMIT marked(changed);
    }
}

int LiveGraph::childrenAsked(NodeNumber number) const
{
    const auto found = m_asked.find(number);
    return found == m_asked.end() ? 0 : found->second;
}

SessionState LiveGraph::asked() const
{
    SessionState state = m_graph.session();
    for (const auto& [id, event] : m_pending) {
        if (isForSession(event.command) && !steerProblem(event.command)) {
            fold(event.command, state);
        }
    }
    return state;
}

std::vector<SteerEvent> LiveGraph::pending() const
{
    std::vector<SteerEvent> list;
    for (const auto& [id, event] : m_pending) {
        list.push_back(event);
    }
    return list;
}

} // namespace espalier
