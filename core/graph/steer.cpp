#include "core/graph/steer.h"

#include <array>
#include <charconv>
#include <limits>
#include <nlohmann/json.hpp>

namespace espalier {
namespace {

constexpr std::array<std::string_view, 34> kVerbs{
    "prune", "restore", "pin", "unpin", "boost", "expand", "hint", "memory", "add", "pause", "resume", "step", "stop",
    // of what people say of a node
    "note", "bookmark", "unbookmark", "propose", "review", "approve", "reject", "withdraw", "comment", "resolve",
    "reopen", "sanitized",
    // of the whole session
    "policy", "mix", "budget", "veto", "unveto", "focus", "unfocus", "pause-lane", "resume-lane"};

/// Members that most commands leave empty are written only where they say something.
void addIfSaid(nlohmann::json& document, const char* key, const std::string& text)
{
    if (!text.empty()) {
        document[key] = text;
    }
}

bool isNodeNumber(const nlohmann::json& node)
{
    return node.is_number_unsigned() && node.get<std::uint64_t>() <= std::numeric_limits<NodeNumber>::max();
}

/// "2.5", "300000": as it would be typed.
std::string figure(double value)
{
    std::array<char, 32> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::general, 9).ptr;
    return {text.data(), end};
}

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

bool isForSession(const SteerCommand& command)
{
    switch (command.verb) {
    case SteerVerb::Policy:
    case SteerVerb::Mix:
    case SteerVerb::Budget:
    case SteerVerb::Veto:
    case SteerVerb::Unveto:
    case SteerVerb::Focus:
    case SteerVerb::Unfocus:
    case SteerVerb::PauseLane:
    case SteerVerb::ResumeLane:
        return true;
    case SteerVerb::Memory:
        return !command.node;
    default:
        return false;
    }
}

std::string steerWords(const SteerCommand& command)
{
    std::string words(toText(command.verb));
    const auto add = [&words](const std::string& word) { words += " " + word; };
    if (command.node) {
        add(std::to_string(*command.node));
    }
    switch (command.verb) {
    case SteerVerb::Boost:
    case SteerVerb::Step:
        add(figure(command.value));
        break;
    case SteerVerb::Expand:
        add(figure(command.value));
        words += command.memory.empty() ? "" : " --memory " + command.memory;
        words += command.text.empty() ? "" : " --hint \"" + command.text + "\"";
        break;
    case SteerVerb::Budget:
        add(command.text);
        add(command.value < 0 ? "default" : figure(command.value));
        break;
    case SteerVerb::Hint:
        add("\"" + command.text + "\"");
        break;
    case SteerVerb::Add:
        add(command.text.substr(0, 8));
        break;
    case SteerVerb::Policy:
    case SteerVerb::Mix:
    case SteerVerb::Memory:
        add(command.text.empty() ? "default" : command.text);
        break;
    default:
        words += command.text.empty() ? "" : " " + command.text;
        break;
    }
    return words;
}

nlohmann::json toJson(const SteerCommand& command)
{
    nlohmann::json document{{"verb", toText(command.verb)}, {"value", command.value}, {"text", command.text}};
    if (command.node) {
        document["node"] = *command.node;
    }
    addIfSaid(document, "memory", command.memory);
    addIfSaid(document, "reason", command.reason);
    if (command.undoes != 0) {
        document["undoes"] = command.undoes;
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
    const nlohmann::json memory = document.value("memory", nlohmann::json(""));
    const nlohmann::json reason = document.value("reason", nlohmann::json(""));
    const nlohmann::json undoes = document.value("undoes", nlohmann::json(0));
    if (!verb || !value.is_number() || !text.is_string() || !isNodeNumber(node) || !memory.is_string() ||
        !reason.is_string() || !undoes.is_number_integer()) {
        return std::nullopt;
    }
    SteerCommand command{*verb,
                         std::nullopt,
                         value.get<double>(),
                         text.get<std::string>(),
                         memory.get<std::string>(),
                         reason.get<std::string>(),
                         undoes.get<std::int64_t>()};
    if (document.contains("node")) {
        command.node = node.get<NodeNumber>();
    }
    return command;
}

} // namespace espalier
