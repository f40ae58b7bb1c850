#include "core/graph/steer.h"

#include "core/graph/searchgraph.h"

#include <array>
#include <nlohmann/json.hpp>

namespace espalier {
namespace {

constexpr std::array<std::string_view, 25> kVerbs{
    "prune",   "restore", "pin",      "unpin",   "boost",   "expand",   "hint",       "memory",  "add",
    "pause",   "resume",  "step",     "stop",    "note",    "bookmark", "unbookmark", "propose", "review",
    "approve", "reject",  "withdraw", "comment", "resolve", "reopen",   "sanitized"};

} // namespace

std::string_view toText(SteerVerb verb)
{
    return kVerbs[static_cast<std::size_t>(verb)];
}

std::optional<SteerVerb> steerVerbFromText(std::string_view text)
{
    for (std::size_t i = 0; i < kVerbs.size(); ++i) {
        if (kVerbs[i] == text) {
            return static_cast<SteerVerb>(i);
        }
    }
    return std::nullopt;
}

std::optional<SteerCommand> inverse(const SteerCommand& command, const NodeState& before)
{
    SteerCommand back = command;
    switch (command.verb) {
    case SteerVerb::Prune:
    case SteerVerb::Restore:
        back.verb = before.pruned ? SteerVerb::Prune : SteerVerb::Restore;
        return back;
    case SteerVerb::Pin:
    case SteerVerb::Unpin:
        back.verb = before.pinned ? SteerVerb::Pin : SteerVerb::Unpin;
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
    case SteerVerb::Add:
    case SteerVerb::Step:
    case SteerVerb::Stop:
    default: // isReview()
        return std::nullopt;
    }
}

nlohmann::json toJson(const SteerCommand& command)
{
    nlohmann::json document{{"verb", toText(command.verb)}, {"value", command.value}, {"text", command.text}};
    if (command.node) {
        document["node"] = *command.node;
    }
    return document;
}

std::optional<SteerCommand> steerCommandFromJson(const nlohmann::json& document)
{
    if (!document.is_object() || !document.value("verb", nlohmann::json()).is_string()) {
        return std::nullopt;
    }
    const auto verb = steerVerbFromText(document["verb"].get<std::string>());
    const nlohmann::json value = document.value("value", nlohmann::json(0.0));
    const nlohmann::json text = document.value("text", nlohmann::json(""));
    const nlohmann::json node = document.value("node", nlohmann::json(0U));
    if (!verb || !value.is_number() || !text.is_string() || !node.is_number_unsigned()) {
        return std::nullopt;
    }
    SteerCommand command{*verb, std::nullopt, value.get<double>(), text.get<std::string>()};
    if (document.contains("node")) {
        command.node = node.get<NodeNumber>();
    }
    return command;
}

} // namespace espalier
