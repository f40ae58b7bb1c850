#include "core/graph/steerstate.h"

#include "core/graph/mixchoice.h"
#include "core/graph/policychoice.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace espalier {
namespace {

constexpr std::array<BudgetSpec, 9> kBudgets{{{"steps", 1'000'000, true},
                                              {"minutes", 1e6},
                                              {"until", 1e6},
                                              {"stall", 1'000'000, true},
                                              {"tokens", 1e15},
                                              {"dollars", 1e15},
                                              {"evaluations", 1'000'000'000, true},
                                              {"device-minutes", 1e6},
                                              {"workers", 64, true, 1}}};
constexpr std::array<std::string_view, 3> kLanes{"write", "build", "judge"};
constexpr std::array<std::string_view, 4> kMemory{"inherit", "siblings", "combine", "clean-slate"};
constexpr std::size_t kLongestVeto = 200;
constexpr std::size_t kMostVetoes = 100;

std::string listed(std::span<const std::string_view> words)
{
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i) {
        text += (i == 0 ? "" : i + 1 == words.size() ? " or " : ", ") + std::string(words[i]);
    }
    return text;
}

std::optional<Error> unlessOneOf(std::span<const std::string_view> words, const std::string& text, const char* what)
{
    if (std::ranges::find(words, text) != words.end()) {
        return std::nullopt;
    }
    return Error{ErrorKind::Usage, std::string("there is no ") + what + " \"" + text + "\"", "",
                 "use " + listed(words)};
}

std::optional<Error> budgetProblem(const SteerCommand& command)
{
    const auto known = std::ranges::find(kBudgets, command.text, &BudgetSpec::name);
    if (known == kBudgets.end()) {
        std::vector<std::string_view> names;
        std::ranges::transform(kBudgets, std::back_inserter(names), &BudgetSpec::name);
        return Error{ErrorKind::Usage, "there is no budget \"" + command.text + "\"", "", "use " + listed(names)};
    }
    const double value = command.value;
    if (value < 0) {
        return std::nullopt;
    }
    if (value < known->least || value > known->most || (known->whole && value != std::floor(value))) {
        return Error{ErrorKind::Usage, command.text + " cannot be set to this",
                     std::string("it is ") + (known->whole ? "a whole number" : "a number") + " from " +
                         std::to_string(std::llround(known->least)) + " to " +
                         std::to_string(std::llround(known->most)),
                     known->least > 0 ? "choose one of these" : "choose one of these; 0 is no limit"};
    }
    return std::nullopt;
}

std::optional<Error> vetoProblem(const std::string& text)
{
    const bool plain = std::ranges::all_of(text, [](unsigned char c) { return c >= 0x20 && c != 0x7f; });
    if (!text.empty() && text.size() <= kLongestVeto && plain && text.front() != ' ' && text.back() != ' ') {
        return std::nullopt;
    }
    return Error{ErrorKind::Usage, "this cannot be vetoed",
                 "a veto is one line of 1 to " + std::to_string(kLongestVeto) + " bytes",
                 "name a skill or a technique"};
}

} // namespace

std::span<const BudgetSpec> budgets()
{
    return kBudgets;
}

std::span<const std::string_view> lanes()
{
    return kLanes;
}

std::span<const std::string_view> memoryOperators()
{
    return kMemory;
}

std::optional<Error> steerProblem(const SteerCommand& command)
{
    const auto faultOf = [](const auto& result) { return result ? std::nullopt : std::optional(result.error()); };
    if (!std::isfinite(command.value)) {
        return Error{ErrorKind::Usage, "the value is no number", "", "give a number"};
    }
    switch (command.verb) {
    case SteerVerb::Policy:
        return command.text.empty() ? std::nullopt : faultOf(parsePolicy(command.text));
    case SteerVerb::Mix:
        return command.text.empty() ? std::nullopt : faultOf(parseMix(command.text));
    case SteerVerb::Memory:
        return command.text.empty() ? std::nullopt : unlessOneOf(kMemory, command.text, "memory operator");
    case SteerVerb::Expand:
        return command.memory.empty() ? std::nullopt : unlessOneOf(kMemory, command.memory, "memory operator");
    case SteerVerb::Budget:
        return budgetProblem(command);
    case SteerVerb::Veto:
    case SteerVerb::Unveto:
        return vetoProblem(command.text);
    case SteerVerb::PauseLane:
    case SteerVerb::ResumeLane:
        return unlessOneOf(kLanes, command.text, "lane");
    case SteerVerb::Focus:
        return command.node ? std::nullopt
                            : std::optional(Error{ErrorKind::Usage, "focus names no node", "", "name one"});
    default:
        return std::nullopt;
    }
}

void fold(const SteerCommand& command, NodeState& state)
{
    switch (command.verb) {
    case SteerVerb::Prune:
    case SteerVerb::Restore:
        state.pruned = command.verb == SteerVerb::Prune;
        break;
    case SteerVerb::Pin:
    case SteerVerb::Unpin:
        state.pinned = command.verb == SteerVerb::Pin;
        break;
    case SteerVerb::Boost:
        state.boost = std::clamp(command.value, 0.01, 100.0);
        break;
    case SteerVerb::Hint:
        state.hint = command.text;
        break;
    case SteerVerb::Memory:
        state.memory = command.text;
        break;
    default:
        break;
    }
}

void fold(const SteerCommand& command, SessionState& state)
{
    switch (command.verb) {
    case SteerVerb::Policy:
        state.policy = command.text;
        break;
    case SteerVerb::Mix:
        state.mix = command.text;
        break;
    case SteerVerb::Memory:
        state.memory = command.text;
        break;
    case SteerVerb::Budget:
        if (command.value < 0) {
            state.budgets.erase(command.text);
        } else {
            state.budgets.insert_or_assign(command.text, command.value);
        }
        break;
    case SteerVerb::Veto:
        if (state.vetoes.size() < kMostVetoes) {
            state.vetoes.insert(command.text);
        }
        break;
    case SteerVerb::Unveto:
        state.vetoes.erase(command.text);
        break;
    case SteerVerb::Focus:
        state.focus = command.node;
        break;
    case SteerVerb::Unfocus:
        state.focus.reset();
        break;
    case SteerVerb::PauseLane:
        state.pausedLanes.insert(command.text);
        break;
    case SteerVerb::ResumeLane:
        state.pausedLanes.erase(command.text);
        break;
    default:
        break;
    }
}

} // namespace espalier
