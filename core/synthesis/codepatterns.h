#pragma once

#include "core/graph/candidate.h"
#include "core/task/task.h"

#include <set>
#include <string>

namespace espalier {

/// What a kernel's code shows that skills ask for in their `patterns`: loop-nest, reduction, guarded-loop, search-loop,
/// scan, call (of a mathematical function), division, tunable, scratch, adjacent-loops,
/// tile-product (Triton's tl.dot). Empty where the source does not
/// parse.
std::set<std::string> codePatterns(const Candidate& candidate, const Task& task);

} // namespace espalier
