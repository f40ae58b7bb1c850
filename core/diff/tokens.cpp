#include "core/diff/tokens.h"

#include <algorithm>
#include <cstdint>
#include <functional>

namespace espalier {
namespace {

constexpr std::size_t kMarkedTokens = 2000;
constexpr std::size_t kTokenisedBytes = 8000; ///< a longer line is generated text: only its common ends are looked for

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\v' || c == '\f';
}

bool isWord(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

bool isContinuation(char c)
{
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

/// Length of the UTF-8 sequence at `at`; 1 for a broken one.
std::size_t sequenceLength(std::string_view line, std::size_t at)
{
    const auto lead = static_cast<unsigned char>(line[at]);
    const std::size_t length = lead >= 0xF0U && lead < 0xF8U ? 4 : lead >= 0xE0U ? 3 : lead >= 0xC0U ? 2 : 1;
    if (lead >= 0xF8U || at + length > line.size()) {
        return 1;
    }
    for (std::size_t i = 1; i < length; ++i) {
        if (!isContinuation(line[at + i])) {
            return 1;
        }
    }
    return length;
}

std::size_t numberLength(std::string_view line, std::size_t at)
{
    std::size_t end = at;
    while (end < line.size()) {
        const char c = line[end];
        const char before = end > at ? line[end - 1] : '\0';
        const bool isSign =
            (c == '+' || c == '-') && (before == 'e' || before == 'E' || before == 'p' || before == 'P');
        if (!isWord(c) && c != '.' && !isSign) {
            break;
        }
        ++end;
    }
    return end - at;
}

std::size_t operatorLength(std::string_view line, std::size_t at)
{
    static constexpr std::string_view kOperators[] = {"<<=", ">>=", "...", "->*", "<=>", "::", "->", "++", "--", "<<",
                                                      ">>",  "<=",  ">=",  "==",  "!=",  "&&", "||", "+=", "-=", "*=",
                                                      "/=",  "%=",  "&=",  "|=",  "^=",  "//", "/*", "*/"};
    for (const std::string_view text : kOperators) {
        if (line.substr(at, text.size()) == text) {
            return text.size();
        }
    }
    return sequenceLength(line, at);
}

std::size_t tokenLength(std::string_view line, std::size_t at)
{
    const char c = line[at];
    if (isSpace(c)) {
        std::size_t end = at;
        while (end < line.size() && isSpace(line[end])) {
            ++end;
        }
        return end - at;
    }
    const bool isFraction = c == '.' && at + 1 < line.size() && line[at + 1] >= '0' && line[at + 1] <= '9';
    if ((c >= '0' && c <= '9') || isFraction) {
        return numberLength(line, at);
    }
    if (isWord(c)) {
        std::size_t end = at;
        while (end < line.size() && isWord(line[end])) {
            ++end;
        }
        return end - at;
    }
    return operatorLength(line, at);
}

std::string_view textOf(std::string_view line, const Span& span)
{
    return line.substr(static_cast<std::size_t>(span.begin), static_cast<std::size_t>(span.end - span.begin));
}

struct CommonEnds
{
    std::size_t prefix = 0;
    std::size_t suffix = 0;
};

CommonEnds commonEnds(std::string_view left, std::string_view right)
{
    const std::size_t shorter = std::min(left.size(), right.size());
    CommonEnds ends;
    while (ends.prefix < shorter && left[ends.prefix] == right[ends.prefix]) {
        ++ends.prefix;
    }
    while (ends.suffix < shorter - ends.prefix &&
           left[left.size() - 1 - ends.suffix] == right[right.size() - 1 - ends.suffix]) {
        ++ends.suffix;
    }
    return ends;
}

/// One span between the common ends, widened to whole characters.
std::vector<Span> middle(std::string_view line, CommonEnds ends)
{
    std::size_t begin = ends.prefix;
    std::size_t end = line.size() - ends.suffix;
    for (int i = 0; i < 3 && begin > 0 && begin < line.size() && isContinuation(line[begin]); ++i) {
        --begin;
    }
    for (int i = 0; i < 3 && end < line.size() && isContinuation(line[end]); ++i) {
        ++end;
    }
    if (begin >= end) {
        return {};
    }
    return {{static_cast<int>(begin), static_cast<int>(end)}};
}

/// Marks of the tokens that are in no longest common subsequence.
class TokenMatcher
{
public:
    TokenMatcher(std::string_view left, std::string_view right)
        : m_left(left), m_right(right), m_a(tokenise(left)), m_b(tokenise(right))
    {
    }

    bool isTooLong() const { return m_a.size() + m_b.size() > kMarkedTokens; }

    std::pair<std::vector<Span>, std::vector<Span>> spans()
    {
        fillLengths();
        std::vector<char> leftKept(m_a.size(), 0);
        std::vector<char> rightKept(m_b.size(), 0);
        std::size_t i = 0;
        std::size_t j = 0;
        while (i < m_a.size() && j < m_b.size()) {
            if (equal(i, j)) {
                leftKept[i++] = 1;
                rightKept[j++] = 1;
            } else if (length(i + 1, j) >= length(i, j + 1)) {
                ++i;
            } else {
                ++j;
            }
        }
        return {merge(m_left, m_a, leftKept), merge(m_right, m_b, rightKept)};
    }

private:
    bool equal(std::size_t i, std::size_t j) const { return textOf(m_left, m_a[i]) == textOf(m_right, m_b[j]); }
    std::uint16_t& length(std::size_t i, std::size_t j) { return m_lengths[i * (m_b.size() + 1) + j]; }

    void fillLengths()
    {
        m_lengths.assign((m_a.size() + 1) * (m_b.size() + 1), 0);
        for (std::size_t i = m_a.size(); i-- > 0;) {
            for (std::size_t j = m_b.size(); j-- > 0;) {
                length(i, j) = equal(i, j) ? static_cast<std::uint16_t>(length(i + 1, j + 1) + 1)
                                           : std::max(length(i + 1, j), length(i, j + 1));
            }
        }
    }

    /// White space between two marked tokens is marked too: one mark reads better than two with a hole.
    static std::vector<Span> merge(std::string_view line, const std::vector<Span>& tokens,
                                   const std::vector<char>& kept)
    {
        std::vector<Span> spans;
        for (std::size_t i = 0; i < tokens.size(); ++i) {
            if (kept[i]) {
                continue;
            }
            const bool touches = !spans.empty() && (spans.back().end == tokens[i].begin ||
                                                    isBlank(line, spans.back().end, tokens[i].begin));
            if (touches) {
                spans.back().end = tokens[i].end;
            } else {
                spans.push_back(tokens[i]);
            }
        }
        return spans;
    }

    static bool isBlank(std::string_view line, int begin, int end)
    {
        const std::string_view between = textOf(line, {begin, end});
        return std::all_of(between.begin(), between.end(), isSpace);
    }

    std::string_view m_left;
    std::string_view m_right;
    std::vector<Span> m_a;
    std::vector<Span> m_b;
    std::vector<std::uint16_t> m_lengths;
};

} // namespace

std::vector<Span> tokenise(std::string_view line)
{
    std::vector<Span> tokens;
    std::size_t at = 0;
    while (at < line.size()) {
        const std::size_t length = tokenLength(line, at);
        tokens.push_back({static_cast<int>(at), static_cast<int>(at + length)});
        at += length;
    }
    return tokens;
}

LineShape::LineShape(std::string_view line) : m_line(line)
{
    if (line.size() > kTokenisedBytes) {
        return;
    }
    for (const Span& span : tokenise(line)) {
        if (!isSpace(line[static_cast<std::size_t>(span.begin)])) {
            m_words.push_back(static_cast<std::uint32_t>(std::hash<std::string_view>()(textOf(line, span))));
        }
    }
    std::sort(m_words.begin(), m_words.end());
}

double LineShape::likeness(const LineShape& other) const
{
    if (m_line.size() > kTokenisedBytes || other.m_line.size() > kTokenisedBytes) {
        const CommonEnds ends = commonEnds(m_line, other.m_line);
        return 2.0 * static_cast<double>(ends.prefix + ends.suffix) /
               static_cast<double>(m_line.size() + other.m_line.size());
    }
    const std::size_t total = m_words.size() + other.m_words.size();
    if (m_words.empty() || other.m_words.empty()) {
        return total == 0 ? 1 : 0;
    }
    std::size_t shared = 0;
    for (auto a = m_words.begin(), b = other.m_words.begin(); a != m_words.end() && b != other.m_words.end();) {
        shared += *a == *b ? 1 : 0;
        const bool stepsBoth = *a == *b;
        const bool stepsLeft = *a < *b;
        a += stepsBoth || stepsLeft ? 1 : 0;
        b += stepsBoth || !stepsLeft ? 1 : 0;
    }
    return 2.0 * static_cast<double>(shared) / static_cast<double>(total);
}

std::pair<std::vector<Span>, std::vector<Span>> differingSpans(std::string_view left, std::string_view right)
{
    if (left.size() <= kTokenisedBytes && right.size() <= kTokenisedBytes) {
        TokenMatcher matcher(left, right);
        if (!matcher.isTooLong()) {
            return matcher.spans();
        }
    }
    const CommonEnds ends = commonEnds(left, right);
    return {middle(left, ends), middle(right, ends)};
}

std::size_t markingPrice(std::string_view left, std::string_view right)
{
    const bool isLong = left.size() > kTokenisedBytes || right.size() > kTokenisedBytes;
    return 1 + (isLong ? left.size() + right.size() : left.size() * right.size()) / 64;
}

} // namespace espalier
