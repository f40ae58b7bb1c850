#pragma once

#include <algorithm>
#include <compare>
#include <utility>

namespace espalier {

/// A place between two characters of the lines that a view shows.
struct TextPlace
{
    int line = 0;
    int column = 0; ///< in characters as they are painted

    auto operator<=>(const TextPlace&) const = default;
};

/// What is selected of a diff: characters from one place to another, of one side where two stand beside each other. A
/// value.
class TextSelection
{
public:
    void clear() { *this = {}; }
    void begin(TextPlace at, bool left)
    {
        m_anchor = m_end = at;
        m_left = left;
    }
    void extend(TextPlace to) { m_end = to; }

    bool isEmpty() const { return m_anchor == m_end; }
    bool isLeft() const { return m_left; }
    int firstLine() const { return std::min(m_anchor, m_end).line; }
    int lastLine() const { return std::max(m_anchor, m_end).line; }

    /// Characters [first, second) of a line that has so many; equal where none is selected.
    std::pair<int, int> in(int line, int length) const
    {
        const TextPlace from = std::min(m_anchor, m_end);
        const TextPlace to = std::max(m_anchor, m_end);
        if (line < from.line || line > to.line) {
            return {0, 0};
        }
        return {line == from.line ? std::min(from.column, length) : 0,
                line == to.line ? std::min(to.column, length) : length};
    }

private:
    TextPlace m_anchor;
    TextPlace m_end;
    bool m_left = false;
};

} // namespace espalier
