#include "core/recall/sourcetokens.h"

#include "core/python/pythontokens.h"
#include "core/recall/languagenames.h"

#include <algorithm>
#include <array>

namespace espalier {
namespace {

constexpr std::size_t kSourceCap = std::size_t{1} << 20;

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\v' || c == '\f';
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// Lines joined where they end in a backslash; the compilers allow blanks behind it.
std::string joinedLines(std::string_view source)
{
    std::string joined;
    joined.reserve(source.size());
    for (std::size_t at = 0; at < source.size(); ++at) {
        if (source[at] == '\\') {
            std::size_t end = at + 1;
            while (end < source.size() && isBlank(source[end])) {
                ++end;
            }
            if (end < source.size() && source[end] == '\n') {
                at = end;
                continue;
            }
        }
        joined += source[at];
    }
    return joined;
}

bool isBeyondUs(std::string_view source)
{
    static constexpr std::array<std::string_view, 4> kSigns{"R\"", "?\?/", "?\?'", "%:"};
    return source.size() > kSourceCap || std::ranges::any_of(kSigns, [&](std::string_view sign) {
               return source.find(sign) != std::string_view::npos;
           });
}

/// A // comment that goes on on the next line: the launch manifest is read line by line and sees two.
bool joinsComments(std::string_view source)
{
    while (!source.empty()) {
        const std::size_t end = std::min(source.find('\n'), source.size());
        const std::string_view line = source.substr(0, end);
        const std::size_t last = line.find_last_not_of(" \t\r\v\f");
        if (line.find("//") != std::string_view::npos && line[last] == '\\') {
            return true;
        }
        source.remove_prefix(std::min(end + 1, source.size()));
    }
    return false;
}

std::size_t signLength(std::string_view rest)
{
    static constexpr std::array<std::string_view, 25> kSigns{"<<=", ">>=", "...", "->*", "<=>", "::", "->", "++", "--",
                                                             "<<",  ">>",  "<=",  ">=",  "==",  "!=", "&&", "||", "+=",
                                                             "-=",  "*=",  "/=",  "%=",  "&=",  "|=", "^="};
    const auto sign = std::ranges::find_if(kSigns, [&](std::string_view text) { return rest.starts_with(text); });
    return sign == kSigns.end() ? 1 : sign->size();
}

/// Reads a source once. Nothing here looks behind the end of the view.
class Reader
{
public:
    Reader(std::string_view source, bool keepsManifest) : m_source(source), m_keepsManifest(keepsManifest) {}

    bool read()
    {
        bool ok = true;
        while (ok && m_at < m_source.size()) {
            const char c = m_source[m_at];
            if (c == '\n' || isBlank(c)) {
                m_lineStarts = m_lineStarts || c == '\n';
                ++m_at;
            } else if (c == '/' && (ahead() == '/' || ahead() == '*')) {
                ok = comment();
            } else if (c == '#' && m_lineStarts) {
                ok = directive();
            } else {
                m_lineStarts = false;
                ok = token(c);
            }
        }
        return ok;
    }

    std::vector<SourceToken> take() { return std::move(m_tokens); }

private:
    char ahead() const { return m_at + 1 < m_source.size() ? m_source[m_at + 1] : '\0'; }

    void add(SourceToken::Kind kind, std::size_t length)
    {
        m_tokens.push_back({kind, std::string(m_source.substr(m_at, length))});
        m_at += length;
    }

    bool comment()
    {
        if (ahead() == '*') {
            const std::size_t end = m_source.find("*/", m_at + 2);
            m_at = end == std::string_view::npos ? m_source.size() : end + 2;
            return end != std::string_view::npos;
        }
        const std::size_t end = std::min(m_source.find('\n', m_at), m_source.size());
        std::string_view text = m_source.substr(m_at + 2, end - m_at - 2);
        while (!text.empty() && isBlank(text.front())) {
            text.remove_prefix(1);
        }
        if (m_keepsManifest && (text.starts_with("launch:") || text.starts_with("scratch:"))) {
            m_tokens.push_back({SourceToken::Kind::Directive, "//" + singleBlanks(text)});
        }
        m_at = end;
        return true;
    }

    static std::string singleBlanks(std::string_view text)
    {
        std::string out;
        for (const char c : text) {
            if (!isBlank(c)) {
                out += c;
            } else if (!out.empty() && out.back() != ' ') {
                out += ' ';
            }
        }
        out.erase(out.find_last_not_of(' ') + 1);
        return out;
    }

    /// To the end of the line. Comments go, except behind #include, where // may be part of a name. Strings keep their
    /// blanks.
    bool directive()
    {
        std::string text;
        const auto isInclude = [&] { return text.find("include") != std::string::npos; };
        while (m_at < m_source.size() && m_source[m_at] != '\n') {
            const char c = m_source[m_at];
            if (c == '/' && (ahead() == '/' || ahead() == '*') && !isInclude()) {
                if (!comment()) {
                    return false;
                }
                text += ' ';
            } else if (c == '"' || c == '\'') {
                const std::size_t length = textLength(c);
                if (length == 0) {
                    return false;
                }
                text += m_source.substr(m_at, length);
                m_at += length;
            } else if (isBlank(c)) {
                text += text.ends_with(' ') ? "" : " ";
                ++m_at;
            } else {
                text += c;
                ++m_at;
            }
        }
        text.erase(text.find_last_not_of(' ') + 1);
        m_tokens.push_back({SourceToken::Kind::Directive, std::move(text)});
        return true;
    }

    /// Of the string or character that begins here, with its quotes; 0 when it has no end on its line.
    std::size_t textLength(char quote) const
    {
        for (std::size_t end = m_at + 1; end < m_source.size() && m_source[end] != '\n'; ++end) {
            if (m_source[end] == '\\') {
                ++end;
            } else if (m_source[end] == quote) {
                return end + 1 - m_at;
            }
        }
        return 0;
    }

    std::size_t numberLength() const
    {
        std::size_t end = m_at;
        for (char before = ' '; end < m_source.size(); before = m_source[end++]) {
            const char c = m_source[end];
            const char next = end + 1 < m_source.size() ? m_source[end + 1] : '\0';
            const bool sign = (c == '+' || c == '-') && std::string_view("eEpP").find(before) != std::string_view::npos;
            if (!isNameCharacter(c) && c != '.' && !sign && !(c == '\'' && isNameCharacter(next))) {
                break;
            }
        }
        return end - m_at;
    }

    bool token(char c)
    {
        if (isDigit(c) || (c == '.' && isDigit(ahead()))) {
            add(SourceToken::Kind::Number, numberLength());
        } else if (isNameCharacter(c)) {
            std::size_t end = m_at;
            while (end < m_source.size() && isNameCharacter(m_source[end])) {
                ++end;
            }
            add(SourceToken::Kind::Name, end - m_at);
        } else if (c == '"' || c == '\'') {
            const std::size_t length = textLength(c);
            if (length == 0) {
                return false;
            }
            add(SourceToken::Kind::Text, length);
        } else {
            add(SourceToken::Kind::Sign, signLength(m_source.substr(m_at)));
        }
        return true;
    }

    std::string_view m_source;
    bool m_keepsManifest;
    std::size_t m_at = 0;
    bool m_lineStarts = true; ///< nothing but blanks and comments on this line so far
    std::vector<SourceToken> m_tokens;
};

std::optional<std::vector<SourceToken>> tokensOfPython(std::string_view source)
{
    const auto read = pythonTokens(source);
    if (!read || source.find("# language:") != std::string_view::npos) {
        return std::nullopt;
    }
    using Kind = PythonToken::Kind;
    std::vector<SourceToken> tokens;
    for (const PythonToken& token : *read) {
        const std::string text(source.substr(token.begin, token.end - token.begin));
        switch (token.kind) {
        case Kind::Name:
            tokens.push_back({SourceToken::Kind::Name, text});
            break;
        case Kind::Number:
            tokens.push_back({SourceToken::Kind::Number, text});
            break;
        case Kind::Text:
            tokens.push_back({SourceToken::Kind::Text, text});
            break;
        case Kind::Operator:
            tokens.push_back({SourceToken::Kind::Sign, text});
            break;
        case Kind::Newline:
            tokens.push_back({SourceToken::Kind::Directive, "end of line"});
            break;
        case Kind::Indent:
            tokens.push_back({SourceToken::Kind::Directive, "block"});
            break;
        case Kind::Dedent:
            tokens.push_back({SourceToken::Kind::Directive, "end of block"});
            break;
        case Kind::End:
            break;
        }
    }
    return tokens;
}

} // namespace

bool isPython(std::string_view language)
{
    return language == "triton" || language == "torch";
}

std::optional<std::vector<SourceToken>> sourceTokens(std::string_view source, std::string_view language)
{
    if (isPython(language)) {
        return tokensOfPython(source);
    }
    const bool manifest = language == "opencl" || language == "cuda";
    if (isBeyondUs(source) || (manifest && joinsComments(source))) {
        return std::nullopt;
    }
    const std::string joined = joinedLines(source);
    if (isBeyondUs(joined)) {
        return std::nullopt;
    }
    Reader reader(joined, manifest);
    return reader.read() ? std::optional(reader.take()) : std::nullopt;
}

} // namespace espalier
