#pragma once

#include "core/synthesis/rules/translationunit.h"

#include <optional>
#include <string>

namespace espalier::rules {

/// A loop of one thread over all elements, or over those that fall to it among the threads of its row:
///     for (T c = first; c < bound; ++c)
///     for (T c = first + lane; c < bound; c += 32)           lane = threadIdx.x % 32
///     for (T c = first + lane; c < bound; c += blockDim.x)   lane = threadIdx.x
struct StrideLoop
{
    const Node* node = nullptr;
    const Node* variable = nullptr;
    const Node* bound = nullptr;
    const Node* body = nullptr;
    std::string first;  ///< as text, without the lane
    std::string lane;   ///< name of its variable; empty for a loop of one thread
    std::string stride; ///< as text: "1", "32", "blockDim.x"
};

/// Nothing where the variable or the bound changes in the body.
std::optional<StrideLoop> strideLoop(const Kernel& kernel, const Node& loop);

} // namespace espalier::rules
