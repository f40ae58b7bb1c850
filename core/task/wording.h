#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace espalier {

/// At most `most` bytes, cut between characters, for quoting in a message.
std::string shortened(std::string_view text, std::size_t most = 60);
std::string inQuotes(std::string_view text); ///< shortened, in double quotes

/// Whichever of the choices is nearest to what was typed, for "did you mean"; empty when none is near.
std::string nearest(std::string_view typed, const std::vector<std::string>& choices);

} // namespace espalier
