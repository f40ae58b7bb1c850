// The part of steerstate.h that takes commands back.
#include "core/graph/steerstate.h"

#include <algorithm>

namespace espalier {
namespace {

bool isTakenBack(std::span<const SteerEvent> events, std::int64_t event)
{
    return std::ranges::any_of(events, [&](const SteerEvent& one) { return one.command.undoes == event; });
}

} // namespace

std::optional<SteerCommand> inverse(const SteerCommand& command, const NodeState& before, const SessionState& session)
{
    SteerCommand back = command;
    back.reason.clear();
    // Verbs that come in pairs lead back to where it was.
    const auto either = [&back](bool was, SteerVerb on, SteerVerb off) {
        back.verb = was ? on : off;
        return back;
    };
    const auto saying = [&back](const std::string& text) {
        back.text = text;
        return back;
    };
    switch (command.verb) {
    case SteerVerb::Prune:
    case SteerVerb::Restore:
        return either(before.pruned, SteerVerb::Prune, SteerVerb::Restore);
    case SteerVerb::Pin:
    case SteerVerb::Unpin:
        return either(before.pinned, SteerVerb::Pin, SteerVerb::Unpin);
    case SteerVerb::Pause:
    case SteerVerb::Resume:
        return either(command.verb == SteerVerb::Resume, SteerVerb::Pause, SteerVerb::Resume);
    case SteerVerb::Veto:
    case SteerVerb::Unveto:
        return either(session.vetoes.contains(back.text), SteerVerb::Veto, SteerVerb::Unveto);
    case SteerVerb::PauseLane:
    case SteerVerb::ResumeLane:
        return either(session.pausedLanes.contains(back.text), SteerVerb::PauseLane, SteerVerb::ResumeLane);
    case SteerVerb::Focus:
    case SteerVerb::Unfocus:
        back.node = session.focus;
        return either(session.focus.has_value(), SteerVerb::Focus, SteerVerb::Unfocus);
    case SteerVerb::Boost:
        back.value = before.boost;
        return back;
    case SteerVerb::Expand:
        back.value = -command.value;
        return back;
    case SteerVerb::Budget: {
        const auto was = session.budgets.find(back.text);
        back.value = was == session.budgets.end() ? -1 : was->second;
        return back;
    }
    case SteerVerb::Hint:
        return saying(before.hint);
    case SteerVerb::Memory:
        return saying(command.node ? before.memory : session.memory);
    case SteerVerb::Policy:
        return saying(session.policy);
    case SteerVerb::Mix:
        return saying(session.mix);
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
