#include "core/synthesis/codepatterns.h"

#include "core/synthesis/rules/dependence.h"
#include "core/synthesis/rules/parsecandidate.h"
#include "core/synthesis/rules/triton/script.h"
#include "core/synthesis/rules/tunables.h"

namespace espalier {

namespace {

using namespace rules;

void addLoopPatterns(const Kernel& kernel, std::set<std::string>& patterns)
{
    const Node* previousParent = nullptr;
    for (const Loop& loop : loopsOf(kernel)) {
        patterns.insert("loop");
        if (!isInnermost(loop)) {
            patterns.insert("loop-nest");
        } else if (!analyseLoop(kernel, loop).reductions.empty()) {
            patterns.insert("reduction");
        } else if (!analyseLoop(kernel, loop).independent) {
            patterns.insert("scan");
        }
        if (previousParent == loop.node->parent) {
            patterns.insert("adjacent-loops");
        }
        previousParent = loop.node->parent;
        if (!findAll(*loop.body, Kind::If).empty()) {
            patterns.insert("guarded-loop");
        }
    }
}

void addScriptPatterns(const Kernel& kernel, std::set<std::string>& patterns)
{
    const Script& script = *kernel.script;
    for (const ScriptFunction& function : script.functions()) {
        if (!function.kernel) {
            continue;
        }
        for (std::size_t line = function.first; line < function.last; ++line) {
            if (script.isAt(script.lines()[line].words.first, {"for"})) {
                patterns.insert("loop");
            }
        }
        if (!script.callsOf(function, "dot").empty()) {
            patterns.insert("tile-product");
        }
        if (!script.callsOf(function, "sum").empty() || !script.callsOf(function, "max").empty()) {
            patterns.insert("reduction");
        }
    }
    if (!tunablesIn(kernel).empty()) {
        patterns.insert("tunable");
    }
}

} // namespace

std::set<std::string> codePatterns(const Candidate& candidate, const Task& task)
{
    std::set<std::string> patterns;
    const auto parsed = parseCandidate(candidate, task);
    if (!parsed) {
        return patterns;
    }
    const Kernel& kernel = **parsed;
    if (kernel.script) {
        addScriptPatterns(kernel, patterns);
        return patterns;
    }
    if (kernel.device()) {
        if (!findAll(*kernel.root, Kind::For).empty()) {
            patterns.insert("loop");
        }
        if (!tunablesIn(kernel).empty()) {
            patterns.insert("tunable");
        }
        return patterns;
    }
    addLoopPatterns(kernel, patterns);
    if (!findAll(kernel.body(), Kind::While).empty()) {
        patterns.insert("search-loop");
    }
    for (const Node* call : findAll(kernel.body(), Kind::Call)) {
        if (isFloatType(call->type)) {
            patterns.insert("call");
        }
    }
    for (const Node* binary : findAll(kernel.body(), Kind::Binary)) {
        if (binary->name == "/" && isFloatType(binary->type)) {
            patterns.insert("division");
        }
    }
    for (const Node* variable : findAll(kernel.body(), Kind::Variable)) {
        if (variable->type.find("vector<") != std::string::npos) {
            patterns.insert("scratch");
        }
    }
    if (!tunablesIn(kernel).empty()) {
        patterns.insert("tunable");
    }
    return patterns;
}

} // namespace espalier
