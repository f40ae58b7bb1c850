// What rules ask a script once it is read.

#include "core/synthesis/rules/triton/script.h"

#include <algorithm>

namespace espalier::rules {

std::string Script::words(Extent extent) const
{
    std::string text;
    for (std::size_t i = extent.first; i < extent.last; ++i) {
        text += (text.empty() ? "" : " ") + m_tokens[i].text;
    }
    return text;
}

std::string Script::text(Extent extent) const
{
    return extent.empty() ? std::string()
                          : m_source.substr(begin(extent.first), end(extent.last - 1) - begin(extent.first));
}

std::size_t Script::columnOf(std::size_t token) const
{
    const std::size_t end =
        m_tokens[token].begin == 0 ? std::string::npos : m_source.rfind('\n', m_tokens[token].begin - 1);
    return m_tokens[token].begin - (end == std::string::npos ? 0 : end + 1);
}

bool Script::isAt(std::size_t token, std::initializer_list<std::string_view> words) const
{
    for (const std::string_view word : words) {
        const bool same =
            token < m_tokens.size() && m_tokens[token].kind != PythonToken::Kind::Text && m_tokens[token].text == word;
        if (!same) {
            return false;
        }
        ++token;
    }
    return true;
}

bool Script::mentions(std::string_view name) const
{
    return std::ranges::any_of(m_tokens, [&](const PythonToken& token) { return token.text == name; });
}

std::size_t Script::lineOf(std::size_t token) const
{
    const auto after = std::ranges::find_if(m_lines, [&](const ScriptLine& line) { return token < line.words.last; });
    return static_cast<std::size_t>(after - m_lines.begin());
}

const ScriptFunction* Script::around(std::size_t line) const
{
    const ScriptFunction* inner = nullptr;
    for (const ScriptFunction& one : m_functions) { // those inside come later
        inner = one.first <= line && line < one.last ? &one : inner;
    }
    return inner;
}

std::vector<Extent> Script::split(Extent extent, std::string_view symbol) const
{
    std::vector<Extent> parts;
    std::size_t first = extent.first;
    for (std::size_t i = extent.first; i < extent.last; ++i) {
        if (m_tokens[i].is(symbol)) {
            parts.push_back({first, i});
            first = i + 1;
        } else if (m_partners[i] > i) {
            i = m_partners[i];
        }
    }
    parts.push_back({first, extent.last});
    return parts;
}

Extent Script::bare(Extent extent) const
{
    while (extent.size() > 2 && m_tokens[extent.first].is("(") && m_partners[extent.first] == extent.last - 1) {
        ++extent.first;
        --extent.last;
    }
    return extent;
}

std::optional<ScriptCall> Script::callAt(std::size_t first, std::size_t open) const
{
    if (!isAt(open, {"("})) {
        return std::nullopt;
    }
    ScriptCall call{first, open, m_partners[open], {}};
    for (const Extent& one : split({open + 1, call.close}, ",")) {
        if (one.empty()) {
            continue;
        }
        const bool spread = isAt(one.first, {"*"}) || isAt(one.first, {"**"});
        const bool named =
            one.size() > 2 && m_tokens[one.first].kind == PythonToken::Kind::Name && isAt(one.first + 1, {"="});
        call.arguments.push_back({named ? m_tokens[one.first].text : std::string(),
                                  {one.first + (named    ? 2
                                                : spread ? 1
                                                         : 0),
                                   one.last},
                                  spread});
    }
    return call;
}

std::vector<ScriptCall> Script::callsOf(const ScriptFunction& function, std::string_view name) const
{
    std::vector<ScriptCall> calls;
    for (std::size_t i = function.first; i < function.last; ++i) {
        for (std::size_t at = m_lines[i].words.first; at < m_lines[i].words.last; ++at) {
            const bool member = at > 0 && m_tokens[at - 1].is(".");
            if (!member && isAt(at, {"tl", ".", name, "("})) {
                calls.push_back(*callAt(at, at + 3));
            }
        }
    }
    return calls;
}

} // namespace espalier::rules
