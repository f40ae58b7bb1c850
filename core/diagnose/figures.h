#pragma once

#include <string>

namespace espalier {

/// Figures as people read them: three significant digits, a unit, no exponent. What is not finite is "–".
std::string msText(double ms);         ///< "12.3 ms", "870 µs", "1.24 s"
std::string ratioText(double ratio);   ///< "1.38×"
std::string percentText(double share); ///< 0.823 → "82 %", 0.0412 → "4.1 %"
std::string numberText(double value);  ///< "236", "74.7", "0.0312"

} // namespace espalier
