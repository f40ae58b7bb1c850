#include "core/synthesis/answer/plaintext.h"

#include "core/base/utf8.h"

#include <limits>

namespace espalier {
namespace {

constexpr std::string_view kBlanks = " \t\n\v\f\r";
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
constexpr std::string_view kEllipsis = "\xE2\x80\xA6";
constexpr std::size_t kLongestQuote = 80;

/// Blanks, controls (C0, C1) and what is not seen but moves or hides what is.
bool separates(char32_t c)
{
    return c <= 0x20 || (c >= 0x7F && c <= 0xA0) || (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) ||
           (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF;
}

bool endsSentence(char32_t c)
{
    return c == '.' || c == '!' || c == '?';
}

bool continuesSentence(char32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

} // namespace

std::string withLineFeeds(std::string_view text)
{
    if (text.starts_with(kByteOrderMark)) {
        text.remove_prefix(kByteOrderMark.size());
    }
    std::string clean;
    clean.reserve(text.size());
    for (const char c : text) {
        while (c == '\n' && clean.ends_with('\r')) {
            clean.pop_back();
        }
        clean += c;
    }
    return clean;
}

bool isBlank(std::string_view text)
{
    return text.find_first_not_of(kBlanks) == std::string_view::npos;
}

std::string firstSentences(std::string_view text, int sentences, std::size_t longest)
{
    std::string line;
    std::size_t characters = 0;
    std::size_t room = 0; ///< bytes of the line that leave a character for the ellipsis
    bool space = false;
    char32_t last = 0;
    for (std::size_t at = 0; at < text.size();) {
        const Utf8Character c = utf8CharacterAt(text, at);
        const std::string_view bytes = c.broken ? kReplacement : text.substr(at, c.length);
        at += c.length;
        if (separates(c.value)) {
            space = !line.empty();
            continue;
        }
        if (space && endsSentence(last) && !continuesSentence(c.value) && --sentences == 0) {
            return line;
        }
        for (const std::string_view piece : {space ? std::string_view(" ") : std::string_view(), bytes}) {
            if (!piece.empty() && ++characters > longest) {
                return line.substr(0, room).append(kEllipsis);
            }
            line += piece;
            room = characters < longest ? line.size() : room;
        }
        space = false;
        last = c.value;
    }
    return line;
}

std::string quotedFirstLine(std::string_view text)
{
    const std::size_t start = text.find_first_not_of(kBlanks);
    if (start == std::string_view::npos) {
        return "\"\"";
    }
    const std::string_view line = text.substr(start, text.find('\n', start) - start);
    return '"' + firstSentences(line, std::numeric_limits<int>::max(), kLongestQuote) + '"';
}

} // namespace espalier
