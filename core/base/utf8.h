#pragma once

#include <cstddef>
#include <string_view>

namespace espalier {

struct Utf8Character
{
    char32_t value = 0;
    std::size_t length = 1; ///< bytes
    bool broken = false;    ///< one byte that starts no UTF-8 sequence
};

/// The character that starts at byte `at`, which is below bytes.size(). RFC 3629: overlong forms and surrogates are
/// broken.
Utf8Character utf8CharacterAt(std::string_view bytes, std::size_t at);

/// Whether the bytes are UTF-8 without NUL. The store replaces anything else when it writes a candidate, which would
/// then not be what was built.
bool isPlainText(std::string_view bytes);

} // namespace espalier
