#include "core/synthesis/prompt/hostiletext.h"

#include "core/task/wording.h"

#include <algorithm>
#include <array>

namespace espalier::prompting {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD"; // U+FFFD

struct Character
{
    char32_t code = 0;
    std::size_t bytes = 1;
    bool broken = false;
};

unsigned byteAt(std::string_view text, std::size_t at)
{
    return static_cast<unsigned char>(text[at]);
}

/// The character at `at`; a broken one takes a single byte. Overlong forms and surrogates are broken (RFC 3629).
Character characterAt(std::string_view text, std::size_t at)
{
    const unsigned first = byteAt(text, at);
    if (first < 0x80) {
        return {first, 1, false};
    }
    const std::size_t bytes = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || at + bytes > text.size()) {
        return {0, 1, true};
    }
    char32_t code = first & (0xFFU >> (bytes + 1));
    for (std::size_t i = 1; i < bytes; ++i) {
        const unsigned next = byteAt(text, at + i);
        if ((next & 0xC0U) != 0x80U) {
            return {0, 1, true};
        }
        code = (code << 6U) | (next & 0x3FU);
    }
    constexpr std::array<char32_t, 5> kSmallest{0, 0, 0x80, 0x800, 0x10000};
    const bool broken = code < kSmallest.at(bytes) || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF);
    return broken ? Character{0, 1, true} : Character{code, bytes, false};
}

bool isHarmful(char32_t code)
{
    const bool control = (code < 0x20 && code != '\n' && code != '\t') || (code >= 0x7F && code < 0xA0);
    const bool separator = code == 0x2028 || code == 0x2029;
    const bool direction = code == 0x061C || code == 0x200E || code == 0x200F || (code >= 0x202A && code <= 0x202E) ||
                           (code >= 0x2066 && code <= 0x2069);
    return control || separator || direction;
}

} // namespace

std::string cleaned(std::string_view text)
{
    std::string result;
    result.reserve(text.size() + 1);
    for (std::size_t at = 0; at < text.size();) {
        const Character one = characterAt(text, at);
        const bool endsLine = one.code == '\r' && at + 1 < text.size() && text[at + 1] == '\n';
        if (!endsLine) {
            result += one.broken || isHarmful(one.code) ? kReplacement : text.substr(at, one.bytes);
        }
        at += one.bytes;
    }
    if (!result.empty() && result.back() != '\n') {
        result += '\n';
    }
    return result;
}

std::string oneLine(std::string_view text, std::size_t most)
{
    // A long text is not cleaned whole for one line of it. Four times as much allows for what cleaning drops.
    std::string line = cleaned(text.substr(0, 4 * most));
    std::ranges::replace_if(line, [](char c) { return c == '\n' || c == '\t'; }, ' ');
    std::ranges::replace(line, '`', '\'');
    const std::size_t first = line.find_first_not_of(' ');
    if (first == std::string::npos) {
        return {};
    }
    return shortened(std::string_view(line).substr(first, line.find_last_not_of(' ') + 1 - first), most);
}

std::string fenceFor(std::string_view text)
{
    std::size_t longest = 2;
    std::size_t run = 0;
    for (const char c : text) {
        run = c == '`' ? run + 1 : 0;
        longest = std::max(longest, run);
    }
    return std::string(longest + 1, '`');
}

} // namespace espalier::prompting
