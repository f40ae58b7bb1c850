// The part of steerstate.h that takes commands back.
#include "core/graph/steerstate.h"

#include <algorithm>

namespace espalier {
namespace {

/// Of verbs that come in pairs: the one that leads back to where it was.
SteerVerb eitherWay(bool was, SteerVerb on, SteerVerb off)
{
    return was ? on : off;
}

std::optional<SteerCommand> inverseForSession(SteerCommand back, const SessionState& before)
{
    switch (back.verb) {
    case SteerVerb::Policy:
        back.text = before.policy;
        return back;
    case SteerVerb::Mix:
        back.text = before.mix;
        return back;
    case SteerVerb::Memory:
        back.text = before.memory;
        return back;
    case SteerVerb::Budget: {
        const auto was = before.budgets.find(back.text);
        back.value = was == before.budgets.end() ? -1 : was->second;
        return back;
    }
    case SteerVerb::Veto:
    case SteerVerb::Unveto:
        back.verb = eitherWay(before.vetoes.contains(back.text), SteerVerb::Veto, SteerVerb::Unveto);
        return back;
    case SteerVerb::PauseLane:
    case SteerVerb::ResumeLane:
        back.verb = eitherWay(before.pausedLanes.contains(back.text), SteerVerb::PauseLane, SteerVerb::ResumeLane);
        return back;
    case SteerVerb::Focus:
    case SteerVerb::Unfocus:
        back.verb = eitherWay(before.focus.has_value(), SteerVerb::Focus, SteerVerb::Unfocus);
        back.node = before.focus;
        return back;
    default:
        return std::nullopt;
    }
}

bool isTakenBack(std::span<const SteerEvent> events, std::int64_t event)
{
    return std::ranges::any_of(events, [&](const SteerEvent& one) { return one.command.undoes == event; });
}

} // namespace

std::optional<SteerCommand> inverse(const SteerCommand& command, const NodeState& before, const SessionState& session)
{
    SteerCommand back = command;
    back.reason.clear();
    if (isForSession(command)) {
        return inverseForSession(std::move(back), session);
    }
    switch (command.verb) {
    case SteerVerb::Prune:
    case SteerVerb::Restore:
        back.verb = eitherWay(before.pruned, SteerVerb::Prune, SteerVerb::Restore);
        return back;
    case SteerVerb::Pin:
    case SteerVerb::Unpin:
        back.verb = eitherWay(before.pinned, SteerVerb::Pin, SteerVerb::Unpin);
        return back;
    case SteerVerb::Boost:
        back.value = before.boost;
        return back;
    case SteerVerb::Expand:
        back.value = -command.value;
        return back;
    case SteerVerb::Hint:
        back.text = before.hint;
        return back;
    case SteerVerb::Memory:
        back.text = before.memory;
        return back;
    case SteerVerb::Pause:
        back.verb = SteerVerb::Resume;
        return back;
    case SteerVerb::Resume:
        back.verb = SteerVerb::Pause;
        return back;
    default:
        return std::nullopt;
    }
}

std::optional<SteerCommand> takeBack(std::span<const SteerEvent> events, std::int64_t event)
{
    NodeState node;
    SessionState session;
    const auto wanted = std::ranges::find(events, event, &SteerEvent::id);
    if (wanted == events.end() || isTakenBack(events, event)) {
        return std::nullopt;
    }
    for (auto earlier = events.begin(); earlier != wanted; ++earlier) {
        const SteerCommand& command = earlier->command;
        if (steerProblem(command)) {
            continue;
        }
        if (isForSession(command)) {
            fold(command, session);
        } else if (command.node == wanted->command.node) {
            fold(command, node);
        }
    }
    auto back = inverse(wanted->command, node, session);
    if (back) {
        back->undoes = event;
    }
    return back;
}

std::optional<std::int64_t> lastToTakeBack(std::span<const SteerEvent> events)
{
    for (auto at = events.rbegin(); at != events.rend(); ++at) {
        const bool marks = at->command.node.has_value() || isForSession(at->command);
        if (marks && at->command.undoes == 0 && takeBack(events, at->id)) {
            return at->id;
        }
    }
    return std::nullopt;
}

} // namespace espalier
