#include "core/synthesis/rules/triton/tritonalignment.h"

#include "core/synthesis/rules/triton/blockindex.h"

namespace espalier::rules {

namespace {

enum Variant { kIndex, kCounter };

/// at = first + tl.arange(0, BLOCK)
void addIndex(const Script& script, const ScriptFunction& kernel, std::size_t line, std::vector<ScriptChange>& changes)
{
    const Extent words = script.lines()[line].words;
    const bool assigned = words.size() > 3 && script.isAt(words.first + 1, {"="}) &&
                          script.tokens()[words.first].kind == PythonToken::Kind::Name;
    const Extent value{words.first + 2, words.last};
    if (!assigned || script.isAt(value.first, {"tl", ".", "max_contiguous"})) {
        return;
    }
    const auto index = blockIndex(script, kernel, value, line);
    if (!index || index->walk == BlockIndex::Walk::Whole || value.size() < 3) {
        return;
    }
    const unsigned begin = script.begin(value.first);
    const unsigned end = script.end(value.last - 1);
    changes.push_back({{begin, kIndex, script.tokens()[words.first].text + " in " + kernel.name},
                       {{begin, begin, "tl.max_contiguous(tl.multiple_of("},
                        {end, end, ", " + index->block + "), " + index->block + ")"}}});
}

/// for first in range(0, cols, BLOCK):
void addCounter(const Script& script, const ScriptFunction& kernel, std::size_t line,
                std::vector<ScriptChange>& changes)
{
    const Extent words = script.lines()[line].words;
    if (!script.isAt(words.first, {"for"}) || !script.isAt(words.first + 2, {"in"}) ||
        !script.isAt(words.last - 1, {":"}) || line + 1 >= kernel.last) {
        return;
    }
    const std::size_t open = words.first + (script.isAt(words.first + 3, {"range", "("})              ? 4
                                            : script.isAt(words.first + 3, {"tl", ".", "range", "("}) ? 6
                                                                                                      : 0);
    const auto call = open > words.first ? script.callAt(words.first + 3, open) : std::nullopt;
    const ScriptArgument* step = call && call->close == words.last - 2 ? call->at(2) : nullptr;
    const std::string counter = script.tokens()[words.first + 1].text;
    const ScriptParameter* block = step != nullptr ? kernel.parameter(script.words(step->value)) : nullptr;
    const Extent next = script.lines()[line + 1].words;
    if (block == nullptr || !block->constant || script.words(call->at(0)->value) != "0" ||
        isEverBound(script, kernel, block->name) || script.isAt(next.first, {counter, "=", "tl", ".", "multiple_of"})) {
        return;
    }
    const unsigned begin = script.begin(next.first);
    changes.push_back(
        {{begin, kCounter, counter + " of the loop in " + kernel.name},
         {{begin, begin,
           counter + " = tl.multiple_of(" + counter + ", " + block->name + ")\n" + indentOf(script, line + 1)}}});
}

} // namespace

std::vector<ScriptChange> TritonAlignment::changes(const Script& script) const
{
    std::vector<ScriptChange> changes;
    for (const ScriptFunction& kernel : script.functions()) {
        for (std::size_t line = kernel.first; kernel.kernel && line < kernel.last; ++line) {
            addIndex(script, kernel, line, changes);
            addCounter(script, kernel, line, changes);
        }
    }
    return changes;
}

} // namespace espalier::rules
