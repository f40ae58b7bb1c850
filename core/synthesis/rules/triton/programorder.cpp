#include "core/synthesis/rules/triton/programorder.h"

#include "core/synthesis/rules/triton/tritonlaunch.h"

#include <array>

namespace espalier::rules {

namespace {

constexpr std::array kGroups{4, 8, 16};
constexpr const char* kHead = "pid_1, pid_0 = tl.swizzle2d(tl.program_id(1), tl.program_id(0), tl.num_programs(1), "
                              "tl.num_programs(0), ";

/// tl.program_id(0) and tl.program_id(1) as they are written; empty where there is another, or not both.
std::vector<std::array<std::size_t, 2>> numbersOf(const Script& script, const ScriptFunction& kernel)
{
    std::vector<std::array<std::size_t, 2>> found; // token, axis
    std::array<bool, 2> seen{};
    for (const ScriptCall& call : script.callsOf(kernel, "program_id")) {
        const auto axis =
            call.arguments.size() == 1 && call.at(0) != nullptr ? numberIn(script, call.at(0)->value) : std::nullopt;
        if (!axis || *axis < 0 || *axis > 1) {
            return {};
        }
        seen.at(static_cast<std::size_t>(*axis)) = true;
        found.push_back({call.first, static_cast<std::size_t>(*axis)});
    }
    return seen[0] && seen[1] ? found : std::vector<std::array<std::size_t, 2>>();
}

std::string whatOf(const ScriptFunction& kernel, int group)
{
    return "programs of " + kernel.name + " in groups of " + std::to_string(group) + " rows";
}

void addOrders(const Script& script, const ScriptFunction& kernel, std::vector<ScriptChange>& changes)
{
    const auto numbers = numbersOf(script, kernel);
    const bool taken = script.mentions("pid_0") || script.mentions("pid_1") || script.mentions("swizzle2d");
    if (numbers.empty() || taken || !script.callsOf(kernel, "num_programs").empty()) {
        return;
    }
    // A text at the head of the body describes the kernel and stays first.
    const bool described = script.tokens()[script.lines()[kernel.first].words.first].kind == PythonToken::Kind::Text;
    const std::size_t first = kernel.first + (described ? 1 : 0);
    if (first >= kernel.last) {
        return;
    }
    const unsigned at = script.begin(script.lines()[first].words.first);
    for (const int group : kGroups) {
        std::vector<TextEdit> edits{{at, at, kHead + std::to_string(group) + ")\n" + indentOf(script, first)}};
        for (const auto& [token, axis] : numbers) {
            edits.push_back(
                {script.begin(token), script.end(script.partner(token + 3)), "pid_" + std::to_string(axis)});
        }
        changes.push_back({{at, group, whatOf(kernel, group)}, std::move(edits)});
    }
}

void addGroups(const Script& script, const ScriptFunction& kernel, std::vector<ScriptChange>& changes)
{
    for (const ScriptCall& call : script.callsOf(kernel, "swizzle2d")) {
        const ScriptArgument* group = call.at(4);
        const auto now = group != nullptr ? numberIn(script, group->value) : std::nullopt;
        for (const int next : kGroups) {
            if (now && next != *now) {
                const unsigned at = script.begin(group->value.first);
                changes.push_back(
                    {{at, next, whatOf(kernel, next)}, {{at, script.end(group->value.first), std::to_string(next)}}});
            }
        }
    }
}

} // namespace

std::vector<ScriptChange> ProgramOrder::changes(const Script& script) const
{
    std::vector<ScriptChange> changes;
    for (const ScriptFunction& kernel : script.functions()) {
        if (kernel.kernel) {
            addOrders(script, kernel, changes);
            addGroups(script, kernel, changes);
        }
    }
    return changes;
}

} // namespace espalier::rules
