#pragma once

#include "core/synthesis/rules/triton/blockindex.h"

#include <optional>
#include <set>
#include <string>

namespace espalier::rules {

/// The axes of the grid that count programs of `block` elements, where another value of that constant parameter would
/// leave a kernel's meaning alone once the grid follows: every use is a tensor's shape, a hint, or part of
/// `first + tl.arange(0, block)` with a program's or a loop's first element; and nothing else is made of the numbers of
/// those programs and those loops. Nothing where that is not sure.
std::optional<std::set<int>> axesOfBlock(const Script& script, const ScriptFunction& kernel, const std::string& block);

} // namespace espalier::rules
