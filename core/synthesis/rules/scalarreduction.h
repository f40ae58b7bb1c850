#pragma once

#include "core/synthesis/rules/loopnest.h"

#include <optional>
#include <string>

namespace espalier::rules {

/// The reduction's operation ("+", "*", "max", "min") when every use of the scalar within `body` is the same kind of
/// accumulation: s += e, s = s + e, s = max(s, e), s = e > s ? e : s, or `if (e > s) s = e`. None when it is used
/// otherwise.
std::optional<std::string> scalarReduction(const Kernel& kernel, const Node& body, unsigned declaration);

} // namespace espalier::rules
