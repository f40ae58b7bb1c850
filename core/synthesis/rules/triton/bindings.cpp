// Which value a name has where it is read.

#include "core/synthesis/rules/triton/blockindex.h"

#include <algorithm>
#include <array>

namespace espalier::rules {

namespace {

bool assigns(const PythonToken& token)
{
    static constexpr std::array<std::string_view, 13> kSigns{
        "=", "+=", "-=", "*=", "/=", "//=", "%=", "&=", "|=", "^=", ">>=", "<<=", "**="};
    return token.kind == PythonToken::Kind::Operator && std::ranges::find(kSigns, token.text) != kSigns.end();
}

/// The sign of an assignment outside of brackets; the end of the line where there is none.
std::size_t signOf(const Script& script, Extent words)
{
    for (std::size_t i = words.first; i < words.last; ++i) {
        if (assigns(script.tokens()[i])) {
            return i;
        }
        i = std::max(i, script.partner(i));
    }
    return words.last;
}

bool holds(const Script& script, Extent extent, const std::string& name)
{
    for (std::size_t i = extent.first; i < extent.last; ++i) {
        if (script.isAt(i, {name})) {
            return true;
        }
    }
    return false;
}

std::size_t wordIn(const Script& script, Extent words)
{
    std::size_t at = words.first;
    while (at < words.last && !script.isAt(at, {"in"})) {
        ++at;
    }
    return at;
}

bool isLoopHead(const Script& script, std::size_t line)
{
    const Extent words = script.lines()[line].words;
    return script.isAt(words.first, {"for"}) || script.isAt(words.first, {"while"});
}

/// One past the last line of the block below a head.
std::size_t blockEnd(const Script& script, std::size_t head)
{
    std::size_t end = head + 1;
    while (end < script.lines().size() && script.lines()[end].depth > script.lines()[head].depth) {
        ++end;
    }
    return end;
}

std::optional<Binding> bindingAt(const Script& script, std::size_t line, const std::string& name)
{
    const Extent words = script.lines()[line].words;
    if (script.isAt(words.first, {"for", name, "in"}) && script.isAt(words.last - 1, {":"})) {
        return Binding{line, true, {words.first + 3, words.last - 1}};
    }
    if (script.isAt(words.first, {name, "="}) && signOf(script, {words.first + 2, words.last}) == words.last) {
        return Binding{line, false, {words.first + 2, words.last}};
    }
    return std::nullopt;
}

} // namespace

bool binds(const Script& script, std::size_t line, const std::string& name)
{
    const Extent words = script.lines()[line].words;
    if (script.isAt(words.first, {name, "=", "tl", ".", "multiple_of", "(", name, ","}) &&
        script.partner(words.first + 5) == words.last - 1) {
        return false;
    }
    if (script.isAt(words.first, {"for"})) {
        return holds(script, {words.first + 1, wordIn(script, words)}, name);
    }
    if (script.isAt(words.first, {"with"})) {
        return holds(script, words, name);
    }
    const std::size_t sign = signOf(script, words);
    // a = b = c, which has a second sign, gives both their values.
    const bool again = sign < words.last && signOf(script, {sign + 1, words.last}) < words.last;
    return sign < words.last && holds(script, {words.first, again ? words.last : sign}, name);
}

bool isEverBound(const Script& script, const ScriptFunction& kernel, const std::string& name)
{
    for (std::size_t line = kernel.first; line < kernel.last; ++line) {
        if (binds(script, line, name)) {
            return true;
        }
    }
    return false;
}

std::optional<Binding> reachingBinding(const Script& script, const ScriptFunction& kernel, const std::string& name,
                                       std::size_t line)
{
    std::size_t at = line;
    while (at > kernel.first && !binds(script, at - 1, name)) {
        --at;
    }
    const auto found = at > kernel.first ? bindingAt(script, at - 1, name) : std::nullopt;
    if (!found) {
        return std::nullopt;
    }
    const int depth = script.lines()[found->line].depth + (found->loop ? 1 : 0);
    for (std::size_t between = found->line + 1; between <= line; ++between) {
        if (script.lines()[between].depth < depth) {
            return std::nullopt; // it may not have been carried out
        }
        const bool around = between < line && isLoopHead(script, between) && line < blockEnd(script, between);
        for (std::size_t inside = between + 1; around && inside < blockEnd(script, between); ++inside) {
            if (binds(script, inside, name)) {
                return std::nullopt; // the round before may have changed it
            }
        }
    }
    const std::size_t end = found->loop ? blockEnd(script, found->line) : 0;
    for (std::size_t inside = line; inside < end; ++inside) {
        if (binds(script, inside, name)) {
            return std::nullopt;
        }
    }
    return found;
}

} // namespace espalier::rules
