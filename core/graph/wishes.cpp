#include "core/graph/wishes.h"

#include "core/graph/steerstate.h"

#include <algorithm>

namespace espalier {
namespace {

constexpr double kMost = 10'000;          ///< children of one command
constexpr int kMostShown = 1'000'000'000; ///< of a node

} // namespace

void Wishes::take(const SteerCommand& command)
{
    const NodeNumber node = command.node.value_or(0);
    if (command.verb == SteerVerb::Add) {
        m_added.push_back({node, true, command.text, {}, {}});
    } else if (command.verb == SteerVerb::Expand && command.value > 0) {
        m_children.push_back(
            {{node, false, {}, command.memory, command.text}, static_cast<int>(std::clamp(command.value, 1.0, kMost))});
    } else if (command.verb == SteerVerb::Expand) {
        takeBack(command);
    }
}

void Wishes::takeBack(const SteerCommand& command)
{
    int left = static_cast<int>(std::clamp(-command.value, 0.0, 1e6));
    for (const bool sameWords : {true, false}) {
        for (auto at = m_children.rbegin(); at != m_children.rend() && left > 0; ++at) {
            const bool same = at->each.memory == command.memory && at->each.hint == command.text;
            if (at->each.node == command.node.value_or(0) && (same || !sameWords)) {
                const int taken = std::min(left, at->left);
                at->left -= taken;
                left -= taken;
            }
        }
    }
    std::erase_if(m_children, [](const Children& one) { return one.left == 0; });
}

std::optional<Wishes::Wish> Wishes::next()
{
    if (isEmpty()) {
        return std::nullopt;
    }
    Wish first = m_added.empty() ? m_children.front().each : m_added.front();
    skip(1);
    return first;
}

void Wishes::skip(std::int64_t steps)
{
    while (steps > 0 && !isEmpty()) {
        if (!m_added.empty()) {
            m_added.pop_front();
            --steps;
            continue;
        }
        Children& front = m_children.front();
        const auto begun = static_cast<int>(std::min<std::int64_t>(steps, front.left));
        steps -= begun;
        front.left -= begun;
        if (front.left == 0) {
            m_children.pop_front();
        }
    }
}

std::map<NodeNumber, int> Wishes::children() const
{
    std::map<NodeNumber, int> sums;
    for (const Children& one : m_children) {
        int& sum = sums[one.each.node];
        sum = std::min(sum + one.left, kMostShown);
    }
    return sums;
}

std::vector<std::optional<int>> obeyedSteps(std::span<const SteerEvent> events)
{
    std::vector<std::optional<int>> steps(events.size());
    std::optional<int> earliest;
    for (std::size_t i = events.size(); i-- > 0;) {
        if (const std::optional<int> own = events[i].appliedStep) {
            earliest = std::min(*own, earliest.value_or(*own));
            steps[i] = earliest;
        }
    }
    return steps;
}

Wishes wishesAfter(std::span<const SteerEvent> events, int step)
{
    Wishes wishes;
    std::int64_t begun = 0;
    const auto beginUpTo = [&](std::int64_t last) {
        wishes.skip(last - begun);
        begun = std::max(begun, last);
    };
    const std::vector<std::optional<int>> obeyed = obeyedSteps(events);
    for (std::size_t i = 0; i < events.size(); ++i) {
        const SteerCommand& command = events[i].command;
        if ((command.verb == SteerVerb::Expand || command.verb == SteerVerb::Add) && !steerProblem(command)) {
            beginUpTo(obeyed[i] ? std::min<std::int64_t>(*obeyed[i] - std::int64_t{1}, step) : step);
            wishes.take(command);
        }
    }
    beginUpTo(step);
    return wishes;
}

} // namespace espalier
