#pragma once

#include "core/task/task.h"

#include <string>
#include <vector>

namespace espalier {

/// How much what was learned of one task may help with another, from 0 (nothing) to 1 (the same).
struct Similarity
{
    double value = 0;
    std::vector<std::string> reasons; ///< for people: "the same operator", "3 of 4 tensors alike"
};

/// The weighted sum of four shares: operator 0.4 (the same name; 0.6 of it for names of one family, else the share of
/// common words), tensors 0.3 (inputs and outputs alike in type and rank), dims 0.1 (common names), size 0.2
/// (1 / (1 + |log10 of the quotient of the bytes of the largest timed case|)). Symmetric. Different targets are for the
/// caller to tell apart: a kernel of one is no kernel of the other.
Similarity similarity(const Task& one, const Task& other);

} // namespace espalier
