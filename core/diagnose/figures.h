#pragma once

#include "core/graph/evaluation.h"

#include <string>

namespace espalier {

/// Figures as people read them: three significant digits, a unit, no exponent. What is not finite is "–",
/// and so is a time or a ratio of 0, which stands for "not measured".
std::string msText(double ms);                      ///< "12.3 ms", "870 µs", "1.24 s"
std::string ratioText(double ratio);                ///< "1.38×"
std::string intervalText(const Interval& interval); ///< "1.38× [1.36, 1.41]"
std::string percentText(double share);              ///< 0.823 → "82 %", 0.0412 → "4.1 %"
std::string numberText(double value);               ///< "236", "74.7", "0.0312"

} // namespace espalier
