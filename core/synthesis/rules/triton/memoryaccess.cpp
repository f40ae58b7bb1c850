#include "core/synthesis/rules/triton/memoryaccess.h"

#include "core/synthesis/rules/triton/blockindex.h"

#include <set>

namespace espalier::rules {

namespace {

bool dependsOn(const Script& script, Extent extent, const std::set<std::string>& names)
{
    for (std::size_t at = extent.first; at < extent.last; ++at) {
        if (script.isAt(at, {"tl", ".", "program_id"}) || names.contains(script.tokens()[at].text)) {
            return true;
        }
    }
    return false;
}

/// The names whose values differ from program to program, as far as assignments tell.
std::set<std::string> programNames(const Script& script, const ScriptFunction& kernel)
{
    std::set<std::string> names;
    for (std::size_t before = names.size() + 1; before != names.size();) {
        before = names.size();
        for (std::size_t line = kernel.first; line < kernel.last; ++line) {
            const Extent words = script.lines()[line].words;
            if (!dependsOn(script, words, names)) {
                continue;
            }
            for (std::size_t at = words.first; at < words.last; ++at) {
                const PythonToken& token = script.tokens()[at];
                if (token.kind == PythonToken::Kind::Name && binds(script, line, token.text)) {
                    names.insert(token.text);
                }
            }
        }
    }
    return names;
}

/// The first word of an address is what it is counted from: x + row * cols + at.
std::string tensorOf(const Script& script, const ScriptFunction& kernel, Extent address)
{
    const Extent bare = script.bare(address);
    const std::string first = script.tokens()[bare.first].text;
    const bool pointer = bare.size() == 1 || script.isAt(bare.first + 1, {"+"});
    const ScriptParameter* parameter = pointer ? kernel.parameter(first) : nullptr;
    return parameter != nullptr && !parameter->constant && !isEverBound(script, kernel, first) ? first : std::string();
}

} // namespace

std::vector<MemoryAccess> memoryAccesses(const Script& script, const ScriptFunction& kernel)
{
    const std::set<std::string> names = programNames(script, kernel);
    std::vector<MemoryAccess> accesses;
    for (const bool isStore : {false, true}) {
        for (const ScriptCall& call : script.callsOf(kernel, isStore ? "store" : "load")) {
            MemoryAccess access{call, isStore, "", false};
            if (const ScriptArgument* address = call.at(0)) {
                access.tensor = tensorOf(script, kernel, address->value);
                access.ofProgram = dependsOn(script, address->value, names);
            }
            accesses.push_back(std::move(access));
        }
    }
    return accesses;
}

} // namespace espalier::rules
