#pragma once

#include <string>

namespace espalier::rules {

/// Indents lines by the braces around them and drops doubled empty lines, so that rewritten kernels stay readable.
/// Comments, strings and line continuations are left as they are.
std::string tidy(const std::string& source);

} // namespace espalier::rules
