#include "core/synthesis/rules/triton/evenmasks.h"

#include "core/synthesis/rules/triton/blockindex.h"

#include <algorithm>
#include <map>

namespace espalier::rules {

namespace {

/// The accesses of a kernel that the same conditions make even, by the conditions.
using Groups = std::map<std::string, std::vector<ScriptCall>>;

std::string joined(const std::set<std::string>& conditions)
{
    std::string text;
    for (const std::string& one : conditions) {
        text += (text.empty() ? "" : " and ") + one;
    }
    return text;
}

Groups groupsOf(const Script& script, const ScriptFunction& kernel, const std::vector<TritonLaunch>& launches)
{
    Groups groups;
    for (const char* access : {"load", "store"}) {
        for (const ScriptCall& call : script.callsOf(kernel, access)) {
            const ScriptArgument* mask = call.named("mask");
            const auto conditions =
                mask != nullptr ? evenConditions(script, kernel, launches, mask->value, script.lineOf(call.first))
                                : std::set<std::string>();
            if (!conditions.empty()) {
                groups[joined(conditions)].push_back(call);
            }
        }
    }
    return groups;
}

/// Every argument that the conditions name reaches the heuristic: it is passed, or a configuration has it.
bool arePassed(const Script& script, const ScriptFunction& kernel, const std::vector<TritonLaunch>& launches,
               const std::string& conditions)
{
    const auto configs = configsOf(script, kernel);
    return std::ranges::all_of(kernel.parameters, [&](const ScriptParameter& one) {
        if (conditions.find("args[\"" + one.name + "\"]") == std::string::npos) {
            return true;
        }
        const bool everywhere = std::ranges::all_of(
            launches, [&](const TritonLaunch& launch) { return launch.argumentFor(one.name) != nullptr; });
        const bool configured = !configs.empty() && std::ranges::all_of(configs, [&](const ScriptCall& config) {
            return std::ranges::any_of(script.tokens().begin() + static_cast<std::ptrdiff_t>(config.open),
                                       script.tokens().begin() + static_cast<std::ptrdiff_t>(config.close),
                                       [&](const PythonToken& token) { return token.text == one.name; });
        });
        return everywhere || configured;
    });
}

std::string freeName(const Script& script)
{
    std::string name = "EVEN";
    for (int number = 2; script.mentions(name); ++number) {
        name = "EVEN_" + std::to_string(number);
    }
    return name;
}

/// The line that decorates with triton.jit: what is put above it is inside an autotuner.
std::size_t jitLine(const Script& script, const ScriptFunction& kernel)
{
    for (const std::size_t line : kernel.markers) {
        if (script.isAt(script.lines()[line].words.first, {"@", "triton", ".", "jit"})) {
            return line;
        }
    }
    return kernel.head;
}

ScriptChange withoutMasks(const Script& script, const ScriptFunction& kernel, const std::string& conditions,
                          const std::vector<ScriptCall>& accesses, int variant)
{
    const std::string flag = freeName(script);
    const unsigned head = script.begin(script.lines()[jitLine(script, kernel)].words.first);
    const unsigned close = script.begin(script.partner(kernel.open));
    const bool defaults = script.split({kernel.open + 1, script.partner(kernel.open)}, "=").size() > 1;
    const bool comma = script.isAt(script.partner(kernel.open) - 1, {","});
    ScriptChange change{{head, variant, kernel.name + " where " + conditions}, {}};
    change.edits.push_back({head, head, "@triton.heuristics({\"" + flag + "\": lambda args: " + conditions + "})\n"});
    change.edits.push_back(
        {close, close, (comma ? " " : ", ") + flag + ": tl.constexpr" + (defaults ? " = False" : "")});
    for (const ScriptCall& access : accesses) {
        for (const char* argument : {"mask", "other"}) {
            if (const ScriptArgument* given = access.named(argument)) {
                const unsigned at = script.begin(given->value.first);
                change.edits.push_back({at, at, "None if " + flag + " else "});
            }
        }
    }
    return change;
}

} // namespace

std::vector<ScriptChange> EvenMasks::changes(const Script& script) const
{
    std::vector<ScriptChange> changes;
    for (const ScriptFunction& kernel : script.functions()) {
        const auto launches = kernel.kernel ? onlyLaunches(script, kernel) : std::vector<TritonLaunch>();
        const bool plain = !launches.empty() && std::ranges::all_of(launches, &TritonLaunch::isPlain);
        int variant = 0;
        for (const auto& [conditions, accesses] : plain ? groupsOf(script, kernel, launches) : Groups()) {
            if (arePassed(script, kernel, launches, conditions)) {
                changes.push_back(withoutMasks(script, kernel, conditions, accesses, variant));
            }
            ++variant;
        }
    }
    return changes;
}

} // namespace espalier::rules
