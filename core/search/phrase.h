#pragma once

#include <string>

namespace espalier {

/// At most three significant digits, for sentences: "1.27", "0.05", "12.3".
std::string number(double value);

} // namespace espalier
