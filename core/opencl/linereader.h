#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace espalier {

/// Reads one line of a manifest from left to right: names, words, brackets. The first failure is kept, and everything
/// read after it is empty. Bytes are hostile; nothing is ever read past the end.
class LineReader
{
public:
    explicit LineReader(std::string_view text) : m_rest(text) {}

    /// A C identifier; empty, without failing, when there is none.
    std::string name();
    /// Fails when the next name is another word.
    void expect(std::string_view word);
    /// What stands between the two brackets, which may nest.
    std::string_view bracketed(char open, char close);
    /// "(a, f(b, c))" as "a" and "f(b, c)"; empty for "()".
    std::vector<std::string_view> list();
    /// Fails when anything is left.
    void end();
    /// Everything that is left.
    std::string_view rest();
    bool atEnd();

    void fail(std::string why);
    bool ok() const { return m_failure.empty(); }
    const std::string& failure() const { return m_failure; }

private:
    void skipBlanks();

    std::string_view m_rest;
    std::string m_failure;
};

} // namespace espalier
