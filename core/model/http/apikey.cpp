#include "core/model/http/apikey.h"

#include <algorithm>
#include <utility>

namespace espalier {
namespace {

constexpr std::size_t kLongestKey = 4096; ///< bytes; tokens of identity providers reach 2000
constexpr std::string_view kMask = "[key]";
constexpr std::string_view kBlanks = " \t\r\n";

} // namespace

Result<ApiKey> ApiKey::fromText(std::string_view text, const std::string& source)
{
    text.remove_prefix(std::min(text.find_first_not_of(kBlanks), text.size()));
    text = text.substr(0, text.find_last_not_of(kBlanks) + 1);
    const bool fits =
        text.size() <= kLongestKey && std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c <= '~'; });
    if (!fits) {
        return Error{ErrorKind::Usage, "the key in " + source + " cannot be one",
                     "a key is one line of letters, digits and signs", "copy it there again"};
    }
    ApiKey key;
    key.m_secret = text;
    return key;
}

std::string ApiKey::masked(std::string text) const
{
    if (!isSecret()) {
        return text;
    }
    for (std::size_t at = text.find(m_secret); at != std::string::npos; at = text.find(m_secret, at)) {
        text.replace(at, m_secret.size(), kMask);
        at += kMask.size();
    }
    return text;
}

std::string KeyMask::take(std::string_view part)
{
    if (!m_key.isSecret()) {
        return std::string(part);
    }
    std::string shown = m_key.masked(std::exchange(m_held, {}) + std::string(part));
    // The longest end of the text that is a beginning of the key.
    std::size_t held = std::min(shown.size(), m_key.m_secret.size() - 1);
    while (!std::string_view(m_key.m_secret).starts_with(std::string_view(shown).substr(shown.size() - held))) {
        --held;
    }
    m_held = shown.substr(shown.size() - held);
    shown.resize(shown.size() - held);
    return shown;
}

std::string KeyMask::rest()
{
    return std::exchange(m_held, {});
}

} // namespace espalier
