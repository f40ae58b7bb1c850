#include "core/synthesis/rules/triton/launchoption.h"

#include "core/synthesis/rules/triton/tritonlaunch.h"

#include <algorithm>

namespace espalier::rules {

namespace {

struct Choice
{
    const char* keyword;
    const char* unit;
    std::vector<int> values;
    int otherwise; ///< what Triton takes where nothing is said (triton.Config)
};

const Choice& choiceOf(LaunchOption::Kind kind)
{
    static const Choice warps{"num_warps", "warps", {1, 2, 4, 8, 16}, 4};
    static const Choice stages{"num_stages", "stages", {1, 2, 3, 4, 5}, 3};
    return kind == LaunchOption::Kind::Warps ? warps : stages;
}

bool hasLoop(const Script& script, const ScriptFunction& kernel)
{
    for (std::size_t line = kernel.first; line < kernel.last; ++line) {
        if (script.isAt(script.lines()[line].words.first, {"for"})) {
            return true;
        }
    }
    return false;
}

void addChoices(const Script& script, const ScriptCall& call, const std::string& what, const Choice& choice,
                std::vector<ScriptChange>& changes)
{
    const ScriptArgument* present = call.named(choice.keyword);
    const auto now = present != nullptr ? numberIn(script, present->value) : choice.otherwise;
    const bool spread = std::ranges::any_of(call.arguments, &ScriptArgument::spread);
    for (const int value : now && !spread ? choice.values : std::vector<int>()) {
        if (value != *now) {
            const std::string text = std::to_string(value);
            changes.push_back({{script.begin(call.first), value, what + " with " + text + " " + choice.unit},
                               {withArgument(script, call, choice.keyword, text)}});
        }
    }
}

} // namespace

std::vector<ScriptChange> LaunchOption::changes(const Script& script) const
{
    std::vector<ScriptChange> changes;
    for (const ScriptFunction& kernel : script.functions()) {
        // A parameter of that name is the kernel's own.
        if (!kernel.kernel || kernel.parameter(choiceOf(m_kind).keyword) != nullptr ||
            (m_kind == Kind::Stages && !hasLoop(script, kernel))) {
            continue;
        }
        if (markerOf(script, kernel, "autotune")) {
            int number = 0;
            for (const ScriptCall& config : configsOf(script, kernel)) {
                addChoices(script, config, kernel.name + "'s configuration " + std::to_string(++number),
                           choiceOf(m_kind), changes);
            }
            continue;
        }
        for (const TritonLaunch& launch : tritonLaunches(script, kernel)) {
            addChoices(script, launch.call, kernel.name, choiceOf(m_kind), changes);
        }
    }
    return changes;
}

} // namespace espalier::rules
