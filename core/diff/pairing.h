#pragma once

#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

namespace espalier {

/// Which removed line became which added line: ascending in both, each line at most once.
using LinePairs = std::vector<std::pair<int, int>>;

/// Pairs the lines of a hunk by likeness, order kept. Every comparison is paid from `budget` (words looked at), shared
/// by the hunks of one diff; where it is short, equal places are paired and nothing else.
LinePairs pairLines(const std::vector<std::string_view>& removed, const std::vector<std::string_view>& added,
                    std::size_t& budget);

} // namespace espalier
