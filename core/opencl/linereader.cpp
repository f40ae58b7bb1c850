#include "core/opencl/linereader.h"

#include "core/task/wording.h"

#include <algorithm>
#include <utility>

namespace espalier {
namespace {

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

} // namespace

void LineReader::fail(std::string why)
{
    if (m_failure.empty()) {
        m_failure = std::move(why);
    }
    m_rest = {};
}

void LineReader::skipBlanks()
{
    while (!m_rest.empty() && (m_rest.front() == ' ' || m_rest.front() == '\t')) {
        m_rest.remove_prefix(1);
    }
}

std::string LineReader::name()
{
    skipBlanks();
    std::size_t end = 0;
    while (end < m_rest.size() && (isLetter(m_rest[end]) || (end > 0 && isDigit(m_rest[end])))) {
        ++end;
    }
    const std::string found(m_rest.substr(0, end));
    m_rest.remove_prefix(end);
    return found;
}

void LineReader::expect(std::string_view word)
{
    if (ok() && name() != word) {
        fail("the word " + std::string(word) + " is missing");
    }
}

std::string_view LineReader::bracketed(char open, char close)
{
    skipBlanks();
    if (m_rest.empty() || m_rest.front() != open) {
        fail(std::string("a ") + open + " is missing");
        return {};
    }
    int depth = 0;
    for (std::size_t i = 0; i < m_rest.size(); ++i) {
        depth += m_rest[i] == open ? 1 : m_rest[i] == close ? -1 : 0;
        if (depth == 0) {
            const std::string_view inside = m_rest.substr(1, i - 1);
            m_rest.remove_prefix(i + 1);
            return inside;
        }
    }
    fail(std::string("the ") + close + " is missing");
    return {};
}

std::vector<std::string_view> LineReader::list()
{
    std::vector<std::string_view> parts;
    if (!ok()) {
        return parts;
    }
    const std::string_view inside = bracketed('(', ')');
    if (inside.find_first_not_of(" \t") == std::string_view::npos) {
        return parts;
    }
    int depth = 0;
    std::size_t begin = 0;
    for (std::size_t i = 0; i <= inside.size(); ++i) {
        if (i == inside.size() || (inside[i] == ',' && depth == 0)) {
            parts.push_back(inside.substr(begin, i - begin));
            begin = i + 1;
        } else {
            depth += inside[i] == '(' ? 1 : inside[i] == ')' ? -1 : 0;
        }
    }
    return parts;
}

void LineReader::end()
{
    if (ok() && !atEnd()) {
        fail("there is " + inQuotes(m_rest) + " behind its end");
    }
}

std::string_view LineReader::rest()
{
    skipBlanks();
    return std::exchange(m_rest, {});
}

bool LineReader::atEnd()
{
    skipBlanks();
    return m_rest.empty();
}

} // namespace espalier
