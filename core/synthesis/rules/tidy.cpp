#include "core/synthesis/rules/tidy.h"

#include <algorithm>

namespace espalier::rules {

namespace {

/// Follows braces and parentheses through a source line by line.
class Indenter
{
public:
    std::string line(const std::string& text);

private:
    void follow(const std::string& text);

    int m_braces = 0;
    int m_parentheses = 0;
    bool m_comment = false;
};

void Indenter::follow(const std::string& text)
{
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char next = i + 1 < text.size() ? text[i + 1] : '\0';
        if (m_comment) {
            m_comment = !(text[i] == '*' && next == '/');
            i += m_comment ? 0 : 1;
        } else if (text[i] == '/' && next == '/') {
            return;
        } else if (text[i] == '/' && next == '*') {
            m_comment = true;
            ++i;
        } else if (text[i] == '"' || text[i] == '\'') {
            const char quote = text[i++];
            while (i < text.size() && text[i] != quote) {
                i += text[i] == '\\' ? 2 : 1;
            }
        } else {
            m_braces += text[i] == '{' ? 1 : text[i] == '}' ? -1 : 0;
            m_parentheses += text[i] == '(' ? 1 : text[i] == ')' ? -1 : 0;
        }
    }
}

std::string Indenter::line(const std::string& text)
{
    const std::size_t begin = text.find_first_not_of(" \t");
    if (begin == std::string::npos) {
        return {};
    }
    // What continues a parenthesis, a comment or a line of the preprocessor keeps its place.
    if (m_parentheses > 0 || m_comment || (text[begin] == '#' && text.compare(begin, 7, "#pragma") != 0)) {
        follow(text);
        return text;
    }
    const int closing = text[begin] == '}' ? 1 : 0;
    const int depth = std::max(0, m_braces - closing);
    follow(text);
    return std::string(static_cast<std::size_t>(depth) * 4, ' ') + text.substr(begin);
}

} // namespace

std::string tidy(const std::string& source)
{
    Indenter indenter;
    std::string result;
    bool empty = true;
    std::size_t at = 0;
    while (at < source.size()) {
        const std::size_t end = std::min(source.find('\n', at), source.size());
        const std::string line = indenter.line(source.substr(at, end - at));
        if (!line.empty() || !empty) {
            result += line + "\n";
        }
        empty = line.empty();
        at = end + 1;
    }
    return result;
}

} // namespace espalier::rules
