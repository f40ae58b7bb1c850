#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace espalier {

/// At most `most` bytes, cut between characters, for quoting in a message.
std::string shortened(std::string_view text, std::size_t most = 60);
std::string inQuotes(std::string_view text); ///< shortened, in double quotes

/// A name a kernel or a parameter may have: an identifier of at most 40 characters that starts with a letter and is
/// neither a C++ keyword nor a name the generated code uses.
bool isIdentifier(std::string_view text);

/// Whichever of the choices is nearest to what was typed, for "did you mean"; empty when none is near.
std::string nearest(std::string_view typed, const std::vector<std::string>& choices);

} // namespace espalier
