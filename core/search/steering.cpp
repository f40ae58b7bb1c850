#include "core/search/steering.h"

#include "core/search/memorychoice.h"

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
    const auto [first, last] = m_history.equal_range(step);
    std::for_each(first, last, [&](const auto& entry) { add(entry.second); });
    if (live) {
        if (const auto looked = look(store); !looked) {
            return looked.error();
        }
        std::ranges::for_each(m_waiting, [&](const SteerEvent& event) { add(event.command); });
    }
    return due;
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
        command.value > 0 ? wish(command) : takeWishBack(command);
        return false;
    case SteerVerb::Add:
        m_added.push_back(
            {{{command.node.value_or(0)}, EdgeKind::Hand, "inherit", "made by hand"}, command.text, std::string()});
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

void SteeringQueue::wish(const SteerCommand& command)
{
    constexpr double kMost = 10'000;
    m_wishes.push_back({command.node.value_or(0), static_cast<int>(std::clamp(command.value, 1.0, kMost)),
                        command.memory, command.text});
}

/// From the newest on: those asked for in the same words first, then whatever else was asked for there.
void SteeringQueue::takeWishBack(const SteerCommand& command)
{
    int left = static_cast<int>(std::clamp(-command.value, 0.0, 1e6));
    for (const bool sameWords : {true, false}) {
        for (auto at = m_wishes.rbegin(); at != m_wishes.rend() && left > 0; ++at) {
            const bool same = at->memory == command.memory && at->hint == command.text;
            if (at->node == command.node && (same || !sameWords)) {
                const int taken = std::min(left, at->left);
                at->left -= taken;
                left -= taken;
            }
        }
    }
    std::erase_if(m_wishes, [](const Wish& one) { return one.left == 0; });
}

std::optional<Directed> SteeringQueue::nextDirected(SearchGraph& graph)
{
    if (!m_added.empty()) {
        Directed next = std::move(m_added.front());
        m_added.pop_front();
        return next;
    }
    if (m_wishes.empty()) {
        return std::nullopt;
    }
    Wish& wish = m_wishes.front();
    Directed next{{{wish.node}, EdgeKind::Refine, "inherit", "asked for by hand"}, {}, wish.hint};
    const std::string& asked = wish.memory.empty() ? graph.state(wish.node).memory : wish.memory;
    if (!asked.empty()) {
        MemoryChoice memory = memoryByHand(graph, wish.node, Couples(), asked);
        next.choice.memoryOperator = std::move(memory.memoryOperator);
        if (memory.other) {
            next.choice.parents.push_back(*memory.other);
            next.choice.edge = EdgeKind::Merge;
        }
    }
    graph.countExpansion(wish.node);
    if (--wish.left == 0) {
        m_wishes.pop_front();
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
