#include "core/base/utf8.h"

namespace espalier {

Utf8Character utf8CharacterAt(std::string_view bytes, std::size_t at)
{
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
    const unsigned char first = byte(at);
    if (first < 0x80) {
        return {first, 1, false};
    }
    const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    const Utf8Character broken{0xFFFD, 1, true};
    if (first < 0xC0 || first > 0xF4 || bytes.size() - at < length) {
        return broken;
    }
    char32_t value = first & (0xFFU >> (length + 1));
    for (std::size_t i = at + 1; i < at + length; ++i) {
        if ((byte(i) & 0xC0U) != 0x80) {
            return broken;
        }
        value = value << 6 | (byte(i) & 0x3FU);
    }
    const char32_t least = length == 4 ? 0x10000 : length == 3 ? 0x800 : 0x80;
    const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
    return value < least || value > 0x10FFFF || surrogate ? broken : Utf8Character{value, length, false};
}

bool isPlainText(std::string_view bytes)
{
    for (std::size_t at = 0; at < bytes.size();) {
        const Utf8Character c = utf8CharacterAt(bytes, at);
        if (c.broken || c.value == 0) {
            return false;
        }
        at += c.length;
    }
    return true;
}

} // namespace espalier
