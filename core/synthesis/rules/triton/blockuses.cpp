#include "core/synthesis/rules/triton/blockuses.h"

#include <algorithm>

namespace espalier::rules {

namespace {

using Kind = PythonToken::Kind;

/// Looks at one constant parameter of one kernel.
class Uses
{
public:
    Uses(const Script& script, const ScriptFunction& kernel, const std::string& block)
        : m_script(script), m_kernel(kernel), m_block(block)
    {
    }

    std::optional<std::set<int>> axes()
    {
        bool fits = !isEverBound(m_script, m_kernel, m_block);
        forEachWord([&](std::size_t at, std::size_t line) { fits = fits && goesAlong(at, line); });
        fits = fits && m_walks;
        for (const int axis : m_axes) {
            fits = fits && programsOnlyScaled(axis);
        }
        return fits ? std::optional(m_axes) : std::nullopt;
    }

private:
    template <class Visit>
    void forEachWord(Visit visit) const
    {
        for (std::size_t line = m_kernel.first; line < m_kernel.last; ++line) {
            const Extent words = m_script.lines()[line].words;
            for (std::size_t at = words.first; at < words.last; ++at) {
                visit(at, line);
            }
        }
    }

    /// The bracket around a token; the line's first token where there is none.
    std::size_t bracketAround(std::size_t at, std::size_t line) const
    {
        const std::size_t first = m_script.lines()[line].words.first;
        while (at > first) {
            --at;
            if (m_script.partner(at) > at) {
                return at;
            }
            at = std::min(at, m_script.partner(at));
        }
        return first;
    }

    bool isArange(std::size_t at) const
    {
        return m_script.isAt(at, {"tl", ".", "arange", "(", "0", ",", m_block, ")"});
    }

    bool goesAlong(std::size_t at, std::size_t line)
    {
        if (!m_script.isAt(at, {m_block})) {
            return true;
        }
        if (at >= 6 && isArange(at - 6)) {
            return numbersItsOwn(at, line);
        }
        if (m_script.isAt(at - 1, {"*"})) {
            const int axis = programAxis(m_script, m_kernel, factorBefore(at - 1, line), line);
            m_axes.insert(axis);
            return axis >= 0;
        }
        return isShape(at, line) || isHint(at, line) || isStep(at, line);
    }

    /// What a product multiplies with, back to the bracket or sign before it.
    Extent factorBefore(std::size_t sign, std::size_t line) const
    {
        const std::size_t begin = m_script.lines()[line].words.first;
        std::size_t first = sign;
        while (first > begin && (m_script.tokens()[first - 1].kind == Kind::Name || m_script.isAt(first - 1, {"."}) ||
                                 m_script.isAt(first - 1, {")"}))) {
            --first;
            first = std::min(first, m_script.partner(first));
        }
        return {first, sign};
    }

    bool numbersItsOwn(std::size_t at, std::size_t line)
    {
        const std::size_t begin = m_script.lines()[line].words.first;
        std::size_t first = at - 6;
        const auto ends = [&](std::size_t token) {
            return m_script.isAt(token, {"="}) || m_script.isAt(token, {","}) ||
                   (m_script.partner(token) > token && m_script.partner(token) > at);
        };
        while (first > begin && !ends(first - 1)) {
            --first;
            first = std::min(first, m_script.partner(first));
        }
        const auto index = blockIndex(m_script, m_kernel, {first, at + 2}, line);
        if (!index || index->walk == BlockIndex::Walk::Whole) {
            return false;
        }
        m_walks = true;
        if (index->walk == BlockIndex::Walk::Program) {
            m_axes.insert(index->axis);
        }
        return true;
    }

    /// In [BLOCK, 1] or (BLOCK, 1) that is neither a subscript nor a call's arguments.
    bool isShape(std::size_t at, std::size_t line) const
    {
        const std::size_t bracket = bracketAround(at, line);
        if (bracket == m_script.lines()[line].words.first) {
            return false;
        }
        const bool list = m_script.isAt(bracket, {"["}) || m_script.isAt(bracket, {"("});
        const PythonToken& before = m_script.tokens()[bracket - 1];
        const bool display = before.is("(") || before.is(",") || before.is("=");
        const bool alone = (m_script.isAt(at - 1, {","}) || at - 1 == bracket) &&
                           (m_script.isAt(at + 1, {","}) || at + 1 == m_script.partner(bracket));
        return list && display && alone;
    }

    bool isHint(std::size_t at, std::size_t line) const
    {
        const std::size_t bracket = bracketAround(at, line);
        return bracket >= 3 && at + 1 == m_script.partner(bracket) && m_script.isAt(at - 1, {","}) &&
               (m_script.isAt(bracket - 3, {"tl", ".", "multiple_of"}) ||
                m_script.isAt(bracket - 3, {"tl", ".", "max_contiguous"}));
    }

    /// The step of a loop that starts at 0 and whose counter is only ever the first element of a block.
    bool isStep(std::size_t at, std::size_t line) const
    {
        const Extent words = m_script.lines()[line].words;
        const std::size_t bracket = bracketAround(at, line);
        const bool head = m_script.isAt(words.first, {"for"}) && m_script.isAt(words.first + 2, {"in"}) &&
                          (bracket == words.first + 4 || bracket == words.first + 6);
        const auto call = head ? m_script.callAt(words.first + 3, bracket) : std::nullopt;
        if (!call || call->at(2) == nullptr || call->at(2)->value.first != at || call->at(2)->value.size() != 1 ||
            m_script.words(call->at(0)->value) != "0") {
            return false;
        }
        const std::string counter = m_script.tokens()[words.first + 1].text;
        const int depth = m_script.lines()[line].depth;
        bool only = true;
        for (std::size_t below = line + 1; below < m_kernel.last && m_script.lines()[below].depth > depth; ++below) {
            const Extent body = m_script.lines()[below].words;
            if (!binds(m_script, below, counter) &&
                m_script.isAt(body.first, {counter, "=", "tl", ".", "multiple_of"})) {
                continue;
            }
            for (std::size_t word = body.first; word < body.last; ++word) {
                only =
                    only && (!m_script.isAt(word, {counter}) || (m_script.isAt(word + 1, {"+"}) && isArange(word + 2)));
            }
        }
        return only;
    }

    bool isScaled(std::size_t after) const { return m_script.isAt(after, {"*", m_block}); }

    /// Every tl.program_id(axis) is multiplied by the block, by itself or by the one name that it has.
    bool programsOnlyScaled(int axis) const
    {
        const std::string number = std::to_string(axis);
        bool only = true;
        forEachWord([&](std::size_t at, std::size_t line) {
            if (!m_script.isAt(at, {"tl", ".", "program_id", "("}) || isSwizzle(line)) {
                return;
            }
            const bool plain = m_script.isAt(at + 4, {number, ")"});
            const bool other = m_script.isAt(at + 5, {")"}) && m_script.tokens()[at + 4].kind == Kind::Number && !plain;
            const std::size_t begin = m_script.lines()[line].words.first;
            const bool named = begin + 2 == at && m_script.isAt(begin + 1, {"="});
            only = only && (other || (plain && (isScaled(at + 6) ||
                                                (named && nameOnlyScaled(m_script.tokens()[begin].text, begin)))));
        });
        return only && nameOnlyScaled("pid_" + number, m_script.tokens().size());
    }

    bool isSwizzle(std::size_t line) const
    {
        return m_script.isAt(m_script.lines()[line].words.first, {"pid_1", ",", "pid_0", "=", "tl", ".", "swizzle2d"});
    }

    /// Wherever the name is read, `besides` the token that binds it.
    bool nameOnlyScaled(const std::string& name, std::size_t besides) const
    {
        bool only = true;
        forEachWord([&](std::size_t at, std::size_t line) {
            only = only && (at == besides || isSwizzle(line) || !m_script.isAt(at, {name}) || isScaled(at + 1));
        });
        return only;
    }

    const Script& m_script;
    const ScriptFunction& m_kernel;
    const std::string& m_block;
    std::set<int> m_axes;
    bool m_walks = false;
};

} // namespace

std::optional<std::set<int>> axesOfBlock(const Script& script, const ScriptFunction& kernel, const std::string& block)
{
    return Uses(script, kernel, block).axes();
}

} // namespace espalier::rules
