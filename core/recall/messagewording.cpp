#include "core/recall/messagewording.h"

#include "core/recall/languagenames.h"

#include <algorithm>
#include <array>

namespace espalier {
namespace {

constexpr std::size_t kLongestWord = 24;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isLetter(char c)
{
    return isNameCharacter(c) && !isDigit(c) && c != '_';
}

/// What only the kernel's author or the compiler's guess says is cut off.
std::string_view withoutAdvice(std::string_view message)
{
    static constexpr std::array<std::string_view, 4> kOwnText{"#error", "static assertion failed",
                                                              "static_assert failed", "call to deleted"};
    for (const std::string_view sign : kOwnText) {
        if (const std::size_t at = message.find(sign); at != std::string_view::npos) {
            message = message.substr(0, at + sign.size());
        }
    }
    static constexpr std::array<std::string_view, 3> kAdvice{"; did you mean", ", did you mean", " [-"};
    for (const std::string_view sign : kAdvice) {
        message = message.substr(0, message.find(sign));
    }
    return message;
}

/// A word of prose: letters, none of them a capital but the first, or all of them.
bool isPlainWord(std::string_view word)
{
    const auto isCapital = [](char c) { return c >= 'A' && c <= 'Z'; };
    return word.size() <= kLongestWord && std::ranges::all_of(word, isLetter) &&
           (std::ranges::none_of(word.substr(1), isCapital) || std::ranges::all_of(word, isCapital));
}

/// Goes through a message once, from its beginning.
class Wording
{
public:
    Wording(std::string_view message, std::size_t most) : m_message(message), m_most(most) {}

    std::string text()
    {
        while (m_at < m_message.size() && m_out.size() < m_most) {
            const char c = m_message[m_at];
            if (const std::size_t quote = quoteLength(); quote > 0) {
                m_quoted = !m_quoted;
                put('\'');
                m_at += quote;
            } else if (isDigit(c)) {
                number();
            } else if (isNameCharacter(c)) {
                name();
            } else if (c == '/' && !m_quoted && startsWord()) {
                folder();
            } else {
                put(c > ' ' && c < 127 ? c : ' ');
                ++m_at;
            }
        }
        m_out.resize(std::min(m_out.size(), m_most));
        m_out.erase(m_out.find_last_not_of(' ') + 1);
        return std::move(m_out);
    }

private:
    char ahead(std::size_t by = 1) const { return m_at + by < m_message.size() ? m_message[m_at + by] : '\0'; }
    bool startsWord() const { return m_at == 0 || m_message[m_at - 1] == ' '; }

    /// Bytes of a quotation mark here: ' " ` and the typographic ones of GCC; an apostrophe inside a word is none.
    std::size_t quoteLength() const
    {
        const char c = m_message[m_at];
        if (c == '\'') {
            const bool inside = !m_quoted && m_at > 0 && isLetter(m_message[m_at - 1]) && isLetter(ahead());
            return inside ? 0 : 1;
        }
        if (c == '"' || c == '`') {
            return 1;
        }
        const std::string_view rest = m_message.substr(m_at, 3);
        static constexpr std::array<std::string_view, 4> kTypographic{"\xE2\x80\x98", "\xE2\x80\x99", "\xE2\x80\x9C",
                                                                      "\xE2\x80\x9D"};
        return std::ranges::find(kTypographic, rest) != kTypographic.end() ? 3 : 0;
    }

    void number()
    {
        for (char before = ' '; m_at < m_message.size(); ++m_at) {
            const char c = m_message[m_at];
            const bool sign = (c == '+' || c == '-') && (before == 'e' || before == 'E') && isDigit(ahead());
            if (!isNameCharacter(c) && !(c == '.' && isDigit(ahead())) && !sign) {
                break;
            }
            before = c;
        }
        put('#');
    }

    void name()
    {
        const std::size_t begin = m_at;
        while (m_at < m_message.size() && isNameCharacter(m_message[m_at])) {
            ++m_at;
        }
        const std::string_view word = m_message.substr(begin, m_at - begin);
        const bool ofStd = m_out.ends_with("std::");
        const bool isFile = !m_quoted && m_at < m_message.size() && m_message[m_at] == '.' && isLetter(ahead());
        if (isFile || word.size() > kLongestWord * 2) {
            put('_');
        } else if (ofStd || isLanguageName(word) || (!m_quoted && isPlainWord(word))) {
            m_out += word;
        } else {
            put('_');
        }
    }

    void folder()
    {
        while (m_at < m_message.size() && m_message[m_at] != ' ' && m_message[m_at] != ':') {
            ++m_at;
        }
        put('_');
    }

    /// One blank for several; names and numbers that were put together are one.
    void put(char c)
    {
        const bool again = (c == ' ' || c == '_' || c == '#') && m_out.ends_with(c);
        if (!again && (c != ' ' || !m_out.empty())) {
            m_out += c;
        }
    }

    std::string_view m_message;
    std::size_t m_most;
    std::size_t m_at = 0;
    bool m_quoted = false;
    std::string m_out;
};

} // namespace

std::string messageWording(std::string_view message, std::size_t most)
{
    return Wording(withoutAdvice(message), most).text();
}

} // namespace espalier
