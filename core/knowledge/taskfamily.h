#pragma once

#include <cstddef>
#include <string_view>

namespace espalier {

/// Letters in a row that two tasks' names must share to be of one family: four tell conv1d and depthwise_conv, rmsnorm
/// and layernorm from the rest, and evidence of tasks that no longer exist still has its name.
inline constexpr std::size_t kFamilyLetters = 4;

/// Whether two tasks belong to one family as far as their names tell.
bool ofOneFamily(std::string_view task, std::string_view other);

} // namespace espalier
