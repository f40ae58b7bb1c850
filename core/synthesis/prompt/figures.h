#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace espalier::prompting {

/// Three significant digits, with a point in every locale: "1.37", "5e-05". A prompt's bytes must not depend on the
/// machine's language, so not by printf.
std::string figure(double value);

/// "a, b, c".
std::string listed(const std::vector<std::string>& words, std::string_view between = ", ");

} // namespace espalier::prompting
