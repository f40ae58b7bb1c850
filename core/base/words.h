#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace espalier {

/// Without the white space of ASCII at both ends; a view into `text`.
std::string_view trimmed(std::string_view text);

/// What stands between the white space of ASCII, in order; none is empty.
std::vector<std::string> wordsOf(std::string_view text);

} // namespace espalier
