#include "widgets/teach/recording.h"

#include "widgets/models/steerevents.h"

#include <algorithm>

namespace espalier {

Recording::Recording(std::vector<Node> nodes, std::vector<SteerEvent> events, SessionSummary summary)
    : m_summary(std::move(summary))
{
    append(nodes, events);
}

void Recording::append(const std::vector<Node>& nodes, const std::vector<SteerEvent>& events)
{
    for (const Node& node : nodes) {
        if (node.number != size()) {
            continue;
        }
        m_nodes.push_back(node);
        m_steps.push_back(std::max(node.step, m_steps.empty() ? 0 : m_steps.back()));
        double best = m_bestValues.empty() ? 0 : m_bestValues.back();
        if (isValid(node.verdict) && vouched(node) > m_vouched) {
            m_vouched = vouched(node);
            best = node.fitness;
            m_bests.push_back(size());
        }
        m_bestValues.push_back(best);
    }
    for (const SteerEvent& event : events) {
        takeEvent(m_events, event);
    }
}

int Recording::step(NodeNumber count) const
{
    return count == 0 ? 0 : m_steps[count - 1];
}

NodeNumber Recording::sizeAfter(int step) const
{
    const auto later = std::ranges::upper_bound(m_steps, step);
    return std::max<NodeNumber>(1, static_cast<NodeNumber>(later - m_steps.begin()));
}

double Recording::seconds(NodeNumber count) const
{
    return count == 0 ? 0 : std::max(0.0, m_nodes[count - 1].time - m_nodes.front().time);
}

double Recording::best(NodeNumber count) const
{
    return count == 0 ? 0 : m_bestValues[count - 1];
}

bool Recording::held(const SteerEvent& event, NodeNumber count) const
{
    if (event.command.node && *event.command.node >= count) {
        return false;
    }
    if (isPresenters(event.command.verb)) {
        return true;
    }
    return event.appliedStep ? *event.appliedStep <= step(count) : event.time <= m_nodes[count - 1].time;
}

SessionSummary Recording::summaryAt(NodeNumber count) const
{
    SessionSummary summary = m_summary;
    summary.holder.clear();
    summary.nodes = static_cast<int>(count);
    summary.bestSpeedup = best(count);
    summary.searchSeconds = std::min(m_summary.searchSeconds, seconds(count));
    return summary;
}

FeedBatch Recording::at(NodeNumber count) const
{
    FeedBatch batch = between(0, count);
    batch.reset = true;
    return batch;
}

FeedBatch Recording::between(NodeNumber from, NodeNumber to) const
{
    FeedBatch batch;
    batch.nodes.assign(m_nodes.begin() + from, m_nodes.begin() + to);
    for (const SteerEvent& event : m_events) {
        if (held(event, to) && (from == 0 || !held(event, from))) {
            batch.events.push_back(event);
        }
    }
    batch.session = summaryAt(to);
    return batch;
}

} // namespace espalier
