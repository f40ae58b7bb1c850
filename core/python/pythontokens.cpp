#include "core/python/pythontokens.h"

#include "core/base/utf8.h"

#include <algorithm>
#include <array>

namespace espalier {
namespace {

constexpr std::size_t kBytesCap = std::size_t{1} << 20;
constexpr int kLinesCap = 10'000;
constexpr std::size_t kBlocksCap = 20;
constexpr int kBracketsCap = 40;

/// Longer ones first.
constexpr std::array<std::string_view, 25> kOperators{
    "**=", "//=", ">>=", "<<=", "...", "**", "//", "==", "!=", "<=", ">=", "->", ":=",
    "+=",  "-=",  "*=",  "/=",  "%=",  "@=", "&=", "|=", "^=", ">>", "<<", "<>"};
constexpr std::string_view kSingles = "+-*/%@=<>()[]{},:.;&|^~!";

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isTextPrefix(std::string_view name)
{
    return name.size() <= 2 && name.find_first_not_of("rRbBuUfF") == std::string_view::npos;
}

class Tokenizer
{
public:
    /// `before` bytes of the file stand before the source.
    Tokenizer(std::string_view source, std::size_t before) : m_source(source), m_before(before) {}

    Result<std::vector<PythonToken>> run()
    {
        while (!m_failure && m_at < m_source.size()) {
            if (m_lineStart && m_brackets == 0) {
                startLine();
            } else {
                next();
            }
        }
        if (!m_failure && m_brackets > 0) {
            fail("a bracket is not closed");
        }
        if (m_failure) {
            return *m_failure;
        }
        if (!m_lineStart) {
            add(PythonToken::Kind::Newline, "");
        }
        for (; m_indents.size() > 1; m_indents.pop_back()) {
            add(PythonToken::Kind::Dedent, "");
        }
        add(PythonToken::Kind::End, "");
        return std::move(m_tokens);
    }

private:
    using Kind = PythonToken::Kind;

    char peek(std::size_t ahead = 0) const { return m_at + ahead < m_source.size() ? m_source[m_at + ahead] : '\0'; }
    void add(Kind kind, std::string_view text) { add(kind, text, m_line, m_at, m_at); }
    void add(Kind kind, std::string_view text, int line, std::size_t begin, std::size_t end)
    {
        m_tokens.push_back({kind, std::string(text), line, m_before + begin, m_before + end});
    }
    void fail(std::string why)
    {
        if (!m_failure) {
            m_failure = atLine(m_line, std::move(why));
        }
    }

    void endLine()
    {
        ++m_at;
        if (++m_line > kLinesCap) {
            fail("the file has more than " + std::to_string(kLinesCap) + " lines");
        }
    }

    void skipComment()
    {
        while (m_at < m_source.size() && peek() != '\n') {
            ++m_at;
        }
    }

    /// At the start of a line outside brackets: its blanks decide which blocks begin and end.
    void startLine()
    {
        std::size_t width = 0;
        while (peek() == ' ') {
            ++m_at;
            ++width;
        }
        if (peek() == '\r' && peek(1) == '\n') {
            ++m_at;
        }
        if (peek() == '\t') {
            fail("it is indented by a tab; only blanks are read");
        } else if (peek() == '#') {
            skipComment();
        } else if (peek() == '\n') {
            endLine();
        } else if (m_at < m_source.size()) {
            indentTo(width);
            m_lineStart = false;
        }
    }

    void indentTo(std::size_t width)
    {
        if (width > m_indents.back()) {
            if (m_indents.size() > kBlocksCap) {
                fail("blocks are more than " + std::to_string(kBlocksCap) + " deep");
            }
            m_indents.push_back(width);
            add(Kind::Indent, "");
        }
        while (width < m_indents.back()) {
            m_indents.pop_back();
            add(Kind::Dedent, "");
        }
        if (width != m_indents.back()) {
            fail("it is indented like no line before it");
        }
    }

    void next()
    {
        const char c = peek();
        if (c == '\n') {
            if (m_brackets == 0) {
                add(Kind::Newline, "");
                m_lineStart = true;
            }
            endLine();
        } else if (c == ' ' || c == '\t' || c == '\r' || c == '\f') {
            ++m_at;
        } else if (c == '#') {
            skipComment();
        } else if (c == '\\' && (peek(1) == '\n' || (peek(1) == '\r' && peek(2) == '\n'))) {
            m_at += peek(1) == '\n' ? 1 : 2;
            endLine();
        } else if (c == '"' || c == '\'') {
            text(m_at);
        } else if (isLetter(c)) {
            nameOrText();
        } else if (isDigit(c) || (c == '.' && isDigit(peek(1)))) {
            number();
        } else {
            symbol();
        }
    }

    void nameOrText()
    {
        const std::size_t begin = m_at;
        while (isLetter(peek()) || isDigit(peek())) {
            ++m_at;
        }
        const std::string_view name = m_source.substr(begin, m_at - begin);
        if ((peek() == '"' || peek() == '\'') && isTextPrefix(name)) {
            text(begin);
        } else {
            add(Kind::Name, name, m_line, begin, m_at);
        }
    }

    void number()
    {
        const std::size_t begin = m_at;
        while (isLetter(peek()) || isDigit(peek()) || peek() == '.' ||
               ((peek() == '+' || peek() == '-') && (m_source[m_at - 1] == 'e' || m_source[m_at - 1] == 'E') &&
                m_at > begin && !m_source.substr(begin, 2).starts_with("0x"))) {
            ++m_at;
        }
        add(Kind::Number, m_source.substr(begin, m_at - begin), m_line, begin, m_at);
    }

    /// `first` is where its prefix begins, if it has one.
    void text(std::size_t first)
    {
        const int line = m_line;
        const char quote = peek();
        const bool triple = peek(1) == quote && peek(2) == quote;
        const std::string_view end = m_source.substr(m_at, triple ? 3 : 1);
        m_at += end.size();
        const std::size_t begin = m_at;
        while (!m_failure && !m_source.substr(m_at).starts_with(end)) {
            if (m_at >= m_source.size() || (peek() == '\n' && !triple)) {
                m_line = line;
                fail("a text is not closed");
            } else if (peek() == '\n') {
                endLine();
            } else if (peek() == '\\' && m_at + 1 < m_source.size() && peek(1) != '\n') {
                m_at += 2;
            } else {
                ++m_at;
            }
        }
        if (!m_failure) {
            const std::string_view inside = m_source.substr(begin, m_at - begin);
            m_at += end.size();
            add(Kind::Text, inside, line, first, m_at);
        }
    }

    void symbol()
    {
        const std::string_view rest = m_source.substr(m_at);
        const auto longer = std::find_if(kOperators.begin(), kOperators.end(),
                                         [&](std::string_view candidate) { return rest.starts_with(candidate); });
        const std::string_view found = longer != kOperators.end() ? *longer : rest.substr(0, 1);
        if (found.size() == 1 && kSingles.find(found) == std::string_view::npos) {
            fail("it has a character that means nothing in Python");
            return;
        }
        if (found == "(" || found == "[" || found == "{") {
            if (++m_brackets > kBracketsCap) {
                fail("brackets are more than " + std::to_string(kBracketsCap) + " deep");
            }
        } else if ((found == ")" || found == "]" || found == "}") && --m_brackets < 0) {
            fail("a bracket is closed that was not opened");
        }
        add(Kind::Operator, found, m_line, m_at, m_at + found.size());
        m_at += found.size();
    }

    std::string_view m_source;
    std::size_t m_before;
    std::size_t m_at = 0;
    int m_line = 1;
    int m_brackets = 0;
    bool m_lineStart = true;
    std::vector<std::size_t> m_indents{0};
    std::vector<PythonToken> m_tokens;
    std::optional<Error> m_failure;
};

} // namespace

Error atLine(int line, std::string why)
{
    // What is quoted may be a text of several lines.
    std::replace_if(why.begin(), why.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
    return {ErrorKind::Usage, "line " + std::to_string(line), std::move(why), ""};
}

Result<std::vector<PythonToken>> pythonTokens(std::string_view source)
{
    if (source.size() > kBytesCap) {
        return Error{ErrorKind::Usage, "the file cannot be read", "it is larger than 1 MiB", ""};
    }
    if (!isPlainText(source)) {
        return Error{ErrorKind::Usage, "the file cannot be read", "it is not UTF-8", ""};
    }
    const std::size_t mark = source.starts_with("\xEF\xBB\xBF") ? 3 : 0;
    return Tokenizer(source.substr(mark), mark).run();
}

} // namespace espalier
