#pragma once

#include "core/dataset/sample.h"

#include <span>

namespace espalier {

/// The name and version of the rows' form, the value of "format" in each.
inline constexpr const char* kDatasetFormat = "espalier-dataset-1";

/// What every row of one session says of where it comes from.
struct RowOrigin
{
    SessionId session = 0;
    SessionSettings settings;
    std::string licence; ///< of the kernels; "unknown" where nobody said
};

// One row each; its step is that of its newest node, and nothing recorded later is in it.

/// `path` is the way from the root to a node, root first.
nlohmann::json supervisedRow(const RowOrigin& origin, std::span<const Sample> path);
/// Two children of `state`, the better one as `chosen`.
nlohmann::json preferenceRow(const RowOrigin& origin, const Sample& state, const Sample& chosen,
                             const Sample& rejected);
/// Children of `state` with their rewards. "advantage" is the reward less the group's mean over its standard deviation
/// (GRPO: Shao et al., DeepSeekMath, 2024, section 4.1), 0 where all are equal.
nlohmann::json groupRow(const RowOrigin& origin, const Sample& state, std::span<const Sample> members);

} // namespace espalier
