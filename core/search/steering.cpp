#include "core/search/steering.h"

#include "core/search/memorychoice.h"

#include <algorithm>

namespace espalier {

SteeringQueue::SteeringQueue(SessionId session, std::vector<SteerEvent> history) : m_session(session)
{
    const std::vector<std::optional<int>> obeyed = obeyedSteps(history);
    for (std::size_t i = 0; i < history.size(); ++i) {
        m_stale = std::max(m_stale, history[i].id);
        if (obeyed[i]) {
            m_history.emplace(*obeyed[i], std::move(history[i].command));
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

Result<bool> SteeringQueue::lookAhead(Store& store, SearchGraph& graph, int step)
{
    if (const auto looked = look(store); !looked) {
        return looked.error();
    }
    const auto isLane = [](const SteerEvent& event) {
        return event.command.verb == SteerVerb::PauseLane || event.command.verb == SteerVerb::ResumeLane;
    };
    for (const SteerEvent& event : m_waiting) {
        if (isLane(event)) {
            graph.apply(event.command);
            if (const auto done = store.acknowledge(m_session, event.id, step); !done) {
                return done.error();
            }
        }
    }
    std::erase_if(m_waiting, isLane);
    return std::ranges::any_of(m_waiting, [this](const SteerEvent& event) {
        return event.command.verb == SteerVerb::Stop && event.id > m_stale;
    });
}

Result<SteeringQueue::Due> SteeringQueue::due(Store& store, int step, bool live)
{
    Due due;
    const auto add = [&due](const SteerCommand& command) {
        due.everything = due.everything || command.verb == SteerVerb::Pause || command.verb == SteerVerb::Resume ||
                         command.verb == SteerVerb::Step;
        due.nodes = std::max(due.nodes, command.node ? std::size_t{*command.node} + 1 : 0);
    };
    if (live) {
        if (const auto looked = look(store); !looked) {
            return looked.error();
        }
        std::ranges::for_each(m_waiting, [&](const SteerEvent& event) { add(event.command); });
    }
    std::for_each(m_history.cbegin(), endOf(step, live), [&](const auto& entry) { add(entry.second); });
    return due;
}

std::multimap<int, SteerCommand>::const_iterator SteeringQueue::endOf(int step, bool live) const
{
    return live && !m_waiting.empty() ? m_history.cend() : m_history.upper_bound(step);
}

Result<bool> SteeringQueue::apply(Store& store, SearchGraph& graph, int step, bool live)
{
    bool marks = false;
    const auto last = endOf(step, live);
    for (auto at = m_history.cbegin(); at != last; ++at) {
        marks = fold(at->second, graph, false) || marks;
    }
    m_history.erase(m_history.cbegin(), last);
    if (!live) {
        return marks;
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
        return false; // of a node that does not exist, or nonsense
    }
    switch (command.verb) {
    case SteerVerb::Expand:
    case SteerVerb::Add:
        m_wishes.take(command);
        return false;
    case SteerVerb::Budget:
        if (live) {
            m_budgets.insert_or_assign(command.text, command.value);
        }
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

std::optional<Directed> SteeringQueue::nextDirected(const SearchGraph& graph)
{
    std::optional<Wishes::Wish> wish = m_wishes.next();
    if (!wish) {
        return std::nullopt;
    }
    if (wish->byHand) {
        return Directed{{{wish->node}, EdgeKind::Hand, "inherit", "made by hand"}, std::move(wish->object), {}};
    }
    Directed next{{{wish->node}, EdgeKind::Refine, "inherit", "asked for by hand"}, {}, std::move(wish->hint)};
    const std::string& asked = wish->memory.empty() ? graph.state(wish->node).memory : wish->memory;
    if (!asked.empty()) {
        MemoryChoice memory = memoryByHand(graph, wish->node, Couples(), asked);
        next.choice.memoryOperator = std::move(memory.memoryOperator);
        if (memory.other) {
            next.choice.parents.push_back(*memory.other);
            next.choice.edge = EdgeKind::Merge;
        }
    }
    return next;
}

void SteeringQueue::countStep()
{
    if (m_stepsLeft > 0 && --m_stepsLeft == 0) {
        m_paused = true;
    }
}

} // namespace espalier
