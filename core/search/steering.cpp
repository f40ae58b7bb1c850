#include "core/search/steering.h"

#include <algorithm>

namespace espalier {

SteeringQueue::SteeringQueue(SessionId session, std::vector<SteerEvent> history) : m_session(session)
{
    for (SteerEvent& event : history) {
        m_stale = std::max(m_stale, event.id);
        if (event.appliedStep) {
            m_history.emplace(*event.appliedStep, std::move(event.command));
        }
    }
}

Result<void> SteeringQueue::look(Store& store)
{
    if (store.changedElsewhere()) {
        auto waiting = store.events(m_session, true);
        if (!waiting) {
            return waiting.error();
        }
        m_waiting = *std::move(waiting);
    }
    return {};
}

Result<bool> SteeringQueue::stopWaits(Store& store)
{
    if (const auto looked = look(store); !looked) {
        return looked.error();
    }
    return std::ranges::any_of(m_waiting, [this](const SteerEvent& event) {
        return event.command.verb == SteerVerb::Stop && event.id > m_stale;
    });
}

Result<bool> SteeringQueue::anythingWaits(Store& store)
{
    const auto looked = look(store);
    return looked ? Result<bool>(!m_waiting.empty()) : looked.error();
}

Result<bool> SteeringQueue::apply(Store& store, SearchGraph& graph, int step, bool live)
{
    bool marks = false;
    const auto [first, last] = m_history.equal_range(step);
    for (auto at = first; at != last; ++at) {
        marks = fold(at->second, graph, false) || marks;
    }
    m_history.erase(first, last);
    if (!live) {
        return marks;
    }
    if (const auto looked = look(store); !looked) {
        return looked.error();
    }
    for (const SteerEvent& event : m_waiting) {
        marks = fold(event.command, graph, event.id > m_stale || event.command.verb == SteerVerb::Step) || marks;
        if (const auto done = store.acknowledge(m_session, event.id, step); !done) {
            return done.error();
        }
    }
    m_waiting.clear();
    return marks;
}

bool SteeringQueue::fold(const SteerCommand& command, SearchGraph& graph, bool live)
{
    if (!graph.apply(command)) {
        return false; // of a node that does not exist
    }
    switch (command.verb) {
    case SteerVerb::Expand:
        m_expanding.push_back(command.node.value_or(0));
        return false;
    case SteerVerb::Add:
        m_added.push_back({{{command.node.value_or(0)}, EdgeKind::Hand, "inherit", "made by hand"}, command.text});
        return false;
    case SteerVerb::Pause:
        m_paused = m_paused || live;
        return false;
    case SteerVerb::Resume:
        m_paused = m_paused && !live;
        m_stepsLeft = live ? 0 : m_stepsLeft;
        return false;
    case SteerVerb::Step:
        m_paused = m_paused && !live;
        m_stepsLeft = live ? std::max(1, static_cast<int>(std::clamp(command.value, 1.0, 1e6))) : m_stepsLeft;
        return false;
    case SteerVerb::Stop:
        m_stopped = m_stopped || live;
        return false;
    default:
        return !isReview(command.verb);
    }
}

std::optional<Directed> SteeringQueue::nextDirected(SearchGraph& graph)
{
    if (!m_added.empty()) {
        Directed next = std::move(m_added.front());
        m_added.pop_front();
        return next;
    }
    while (!m_expanding.empty() && graph.state(m_expanding.front()).expandsLeft == 0) {
        m_expanding.pop_front();
    }
    if (m_expanding.empty()) {
        return std::nullopt;
    }
    const NodeNumber node = m_expanding.front();
    graph.countExpansion(node);
    return Directed{{{node}, EdgeKind::Refine, "inherit", "asked for by hand"}, {}};
}

void SteeringQueue::countStep()
{
    if (m_stepsLeft > 0 && --m_stepsLeft == 0) {
        m_paused = true;
    }
}

} // namespace espalier
